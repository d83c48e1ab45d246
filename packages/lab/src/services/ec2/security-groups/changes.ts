import type { IpPermission, SecurityGroupRule, TagSpecification } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../gateway/aws-error';
import { tagsFor, type Ec2 } from '../ec2';
import { missingParameter, notFound } from '../errors';
import { findIn } from '../find';
import type { SecurityGroupRecord } from '../model';
import { ruleView } from './records';
import { identityOf, rulesOf, ruleText } from './rules';

/** What the authorize and revoke calls have in common. The flat members are the old way of giving one permission. */
export interface RuleChange {
  GroupId?: string;
  GroupName?: string;
  IpPermissions?: IpPermission[];
  IpProtocol?: string;
  FromPort?: number;
  ToPort?: number;
  CidrIp?: string;
  SecurityGroupRuleIds?: string[];
  TagSpecifications?: TagSpecification[];
}

export const CHANGE_MEMBERS = ['GroupId', 'IpPermissions', 'IpProtocol', 'FromPort', 'ToPort', 'CidrIp'] as const;

function permissionsIn({ IpPermissions, IpProtocol, FromPort, ToPort, CidrIp }: RuleChange): readonly IpPermission[] {
  if (IpPermissions && IpPermissions.length > 0) return IpPermissions;
  if (IpProtocol === undefined && CidrIp === undefined) throw missingParameter('ipPermissions');
  return [{ IpProtocol, FromPort, ToPort, IpRanges: CidrIp === undefined ? [] : [{ CidrIp }] }];
}

/** Adds rules, all or none: a rule that is there already is refused. */
export function authorize(ec2: Ec2, input: RuleChange, isEgress: boolean): SecurityGroupRule[] {
  const record = findIn(ec2.tables).securityGroup(input.GroupId);
  const tags = tagsFor(input.TagSpecifications, 'security-group-rule');
  const added = rulesOf(permissionsIn(input), isEgress).map((rule) => ({ ...rule, Tags: tags }));
  for (const { ReferencedGroupInfo: peer } of added) {
    if (peer?.GroupId !== undefined && !ec2.tables.securityGroups.get(peer.GroupId)) throw notFound.securityGroup(peer.GroupId);
  }
  const known = new Set(record.rules.map(identityOf));
  for (const rule of added) {
    if (known.has(identityOf(rule))) throw new AwsError('InvalidPermission.Duplicate', `the specified rule "${ruleText(rule)}" already exists`);
    known.add(identityOf(rule));
  }
  put(ec2, { ...record, rules: [...record.rules, ...added] });
  return added.map((rule) => ruleView(ec2, record.group.GroupId, rule));
}

/** Takes rules away, by id or by what they allow; one that is not there is refused. */
export function revoke(ec2: Ec2, input: RuleChange, isEgress: boolean): SecurityGroupRule[] {
  const record = findIn(ec2.tables).securityGroup(input.GroupId);
  const gone = new Set(input.SecurityGroupRuleIds && input.SecurityGroupRuleIds.length > 0
    ? input.SecurityGroupRuleIds.map((id) => ruleById(record, id, isEgress))
    : rulesOf(permissionsIn(input), isEgress).map((wanted) => {
      const found = record.rules.find((rule) => identityOf(rule) === identityOf(wanted));
      if (!found) throw new AwsError('InvalidPermission.NotFound', 'The specified rule does not exist in this security group.');
      return found;
    }));
  put(ec2, { ...record, rules: record.rules.filter((rule) => !gone.has(rule)) });
  return [...gone].map((rule) => ruleView(ec2, record.group.GroupId, rule));
}

function ruleById(record: SecurityGroupRecord, id: string, isEgress: boolean) {
  const rule = record.rules.find(({ SecurityGroupRuleId, IsEgress }) => SecurityGroupRuleId === id && IsEgress === isEgress);
  if (!rule) throw notFound.securityGroupRule(id);
  return rule;
}

const put = (ec2: Ec2, record: SecurityGroupRecord) => ec2.tables.securityGroups.put(record.group.GroupId, record);
