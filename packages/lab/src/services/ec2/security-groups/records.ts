import type { IpPermission, SecurityGroup, SecurityGroupRule, Tag } from '@aws-sdk/client-ec2';
import { arnOf, type Ec2 } from '../ec2';
import { newId } from '../ids';
import type { RuleRecord, SecurityGroupRecord } from '../model';
import { permissionsOf, rulesOf } from './rules';

interface NewGroup {
  readonly vpcId: string;
  readonly name: string;
  readonly description: string;
  readonly tags: readonly Tag[];
  /** As the default group does: everything from the group itself may come in. */
  readonly admitsItself?: boolean;
}

/** A group as it is born: everything may go out. */
export function newSecurityGroup(ec2: Ec2, { vpcId, name, description, tags, admitsItself }: NewGroup): SecurityGroupRecord {
  const id = newId('sg');
  const owner = ec2.lab.accountId;
  const everything = (to: Partial<IpPermission>): IpPermission[] => [{ IpProtocol: '-1', ...to }];
  const ingress = admitsItself ? rulesOf(everything({ UserIdGroupPairs: [{ GroupId: id }] }), false) : [];
  const egress = rulesOf(everything({ IpRanges: [{ CidrIp: '0.0.0.0/0' }] }), true);
  return {
    group: {
      GroupId: id, GroupName: name, Description: description, VpcId: vpcId, OwnerId: owner, SecurityGroupArn: arnOf(ec2, 'security-group', id), Tags: [...tags],
    },
    rules: [...ingress, ...egress],
  };
}

export const securityGroupView = ({ group, rules }: SecurityGroupRecord): SecurityGroup => ({
  ...group,
  IpPermissions: permissionsOf(rules.filter(({ IsEgress }) => !IsEgress), group.OwnerId),
  IpPermissionsEgress: permissionsOf(rules.filter(({ IsEgress }) => IsEgress), group.OwnerId),
});

export const ruleView = (ec2: Ec2, groupId: string, rule: RuleRecord): SecurityGroupRule => ({
  ...rule, GroupId: groupId, GroupOwnerId: ec2.lab.accountId, SecurityGroupRuleArn: arnOf(ec2, 'security-group-rule', rule.SecurityGroupRuleId),
});
