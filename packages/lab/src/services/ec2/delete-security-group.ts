import type { DeleteSecurityGroupRequest, DeleteSecurityGroupResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../gateway/aws-error';
import { ec2Operation, type Ec2 } from './ec2';
import { findIn } from './find';

/** Refused while an interface or a VPC endpoint is in the group or another group's rule names it. */
export const deleteSecurityGroup = (ec2: Ec2) => ec2Operation<DeleteSecurityGroupRequest, DeleteSecurityGroupResult>(
  'DeleteSecurityGroup', ['GroupId'], (input) => {
    const { group: { GroupId: id, GroupName: name } } = findIn(ec2.tables).securityGroup(input.GroupId);
    if (name === 'default') {
      throw new AwsError('CannotDelete', `the specified group: "${id}" name: "default" cannot be deleted by a user`);
    }
    const named = ec2.tables.securityGroups.list().some(({ group, rules }) =>
      group.GroupId !== id && rules.some(({ ReferencedGroupInfo }) => ReferencedGroupInfo?.GroupId === id));
    const worn = [...ec2.tables.networkInterfaces.list(), ...ec2.tables.vpcEndpoints.list()].some(({ groupIds }) => groupIds.includes(id));
    if (named || worn) {
      throw new AwsError('DependencyViolation', `resource ${id} has a dependent object`);
    }
    ec2.tables.securityGroups.delete(id);
    return { Return: true, GroupId: id };
  });
