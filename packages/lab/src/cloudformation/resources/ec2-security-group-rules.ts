import type { AuthorizeSecurityGroupIngressResult } from '@aws-sdk/client-ec2';
import type { Properties, ResourceContext, ResourceHandler, ResourceState } from '../resource-handler';
import { permissionOf, RULE_PROPERTIES, type RuleProperties } from './ec2-security-group-rule';
import { accept, unlessGone } from './properties';

interface OwnRuleProperties extends RuleProperties {
  readonly GroupId?: string;
}

/** A rule of a security group as a resource of its own. */
function ruleHandler(direction: 'Ingress' | 'Egress', peers: readonly (keyof OwnRuleProperties)[]): ResourceHandler {
  const typeName = `AWS::EC2::SecurityGroup${direction}`;
  const accepted = [...RULE_PROPERTIES, 'GroupId', ...peers] as const;
  const read = (properties: Properties) => accept<OwnRuleProperties>(typeName, properties, accepted);
  const authorize = async (rule: OwnRuleProperties, context: ResourceContext): Promise<ResourceState> => {
    const { SecurityGroupRules: [made] = [] } = await context.call<AuthorizeSecurityGroupIngressResult>(
      'ec2', `AuthorizeSecurityGroup${direction}`, { GroupId: rule.GroupId, IpPermissions: [permissionOf(rule)] });
    const id = made?.SecurityGroupRuleId ?? '';
    context.created(id);
    return { physicalId: id, attributes: { Id: id } };
  };
  const revoke = (groupId: string | undefined, id: string, context: ResourceContext) => unlessGone(
    context.call('ec2', `RevokeSecurityGroup${direction}`, { GroupId: groupId, SecurityGroupRuleIds: [id] }));
  return {
    typeName,
    properties: accepted,
    create: (properties, context) => authorize(read(properties), context),
    // only the description changes in place, and with it EC2 gives another rule id
    async update({ physicalId }, _before, after, context) {
      const rule = read(after);
      await revoke(rule.GroupId, physicalId, context);
      return authorize(rule, context);
    },
    delete: ({ physicalId }, properties, context) => revoke((properties as OwnRuleProperties).GroupId, physicalId, context),
  };
}

export const ec2SecurityGroupIngress = ruleHandler('Ingress', ['SourceSecurityGroupId', 'SourcePrefixListId', 'SourceSecurityGroupOwnerId']);
export const ec2SecurityGroupEgress = ruleHandler('Egress', ['DestinationSecurityGroupId', 'DestinationPrefixListId']);
