import { isDeepStrictEqual } from 'node:util';
import type { CreateSecurityGroupResult } from '@aws-sdk/client-ec2';
import type { ResourceContext, ResourceHandler, ResourceState } from '../resource-handler';
import { permissionOf, type RuleProperties } from './ec2-security-group-rule';
import { retag, tagSpecifications } from './ec2-tags';
import { accept, unlessGone, type Tag } from './properties';

const TYPE = 'AWS::EC2::SecurityGroup';
const PROPERTIES = ['GroupDescription', 'GroupName', 'SecurityGroupEgress', 'SecurityGroupIngress', 'Tags', 'VpcId'] as const;

interface SecurityGroupProperties {
  readonly GroupDescription?: string;
  readonly GroupName?: string;
  readonly SecurityGroupEgress?: readonly RuleProperties[];
  readonly SecurityGroupIngress?: readonly RuleProperties[];
  readonly Tags?: readonly Tag[];
  readonly VpcId?: string;
}

/** What a group lets out when the template says nothing. */
const EVERYTHING: RuleProperties = { IpProtocol: '-1', CidrIp: '0.0.0.0/0' };

const egressOf = ({ SecurityGroupEgress }: SecurityGroupProperties): readonly RuleProperties[] => SecurityGroupEgress ?? [EVERYTHING];

const stateOf = (id: string, vpcId: string): ResourceState => ({ physicalId: id, attributes: { GroupId: id, Id: id, VpcId: vpcId } });

/** Takes away the rules that are gone and adds the new ones. */
async function change(
  id: string, direction: 'Ingress' | 'Egress', before: readonly RuleProperties[], after: readonly RuleProperties[], context: ResourceContext,
): Promise<void> {
  const missingIn = (rules: readonly RuleProperties[]) => (rule: RuleProperties) => !rules.some((other) => isDeepStrictEqual(rule, other));
  const revoked = before.filter(missingIn(after)).map(permissionOf);
  const added = after.filter(missingIn(before)).map(permissionOf);
  if (revoked.length > 0) await context.call('ec2', `RevokeSecurityGroup${direction}`, { GroupId: id, IpPermissions: revoked });
  if (added.length > 0) await context.call('ec2', `AuthorizeSecurityGroup${direction}`, { GroupId: id, IpPermissions: added });
}

export const ec2SecurityGroup: ResourceHandler = {
  typeName: TYPE,
  properties: PROPERTIES,
  async create(properties, context) {
    const given = accept<SecurityGroupProperties>(TYPE, properties, PROPERTIES);
    const { GroupId: id = '' } = await context.call<CreateSecurityGroupResult>('ec2', 'CreateSecurityGroup', {
      GroupName: given.GroupName ?? context.generateName(255), Description: given.GroupDescription, VpcId: given.VpcId,
      TagSpecifications: tagSpecifications('security-group', given.Tags, context),
    });
    context.created(id);
    await change(id, 'Egress', [EVERYTHING], egressOf(given), context);
    await change(id, 'Ingress', [], given.SecurityGroupIngress ?? [], context);
    return stateOf(id, given.VpcId ?? '');
  },
  async update(current, before, after, context) {
    const given = accept<SecurityGroupProperties>(TYPE, after, PROPERTIES);
    const old = before as SecurityGroupProperties;
    await change(current.physicalId, 'Egress', egressOf(old), egressOf(given), context);
    await change(current.physicalId, 'Ingress', old.SecurityGroupIngress ?? [], given.SecurityGroupIngress ?? [], context);
    await retag(current.physicalId, old.Tags, given.Tags, context);
    return current;
  },
  delete: ({ physicalId }, _properties, context) => unlessGone(context.call('ec2', 'DeleteSecurityGroup', { GroupId: physicalId })),
};
