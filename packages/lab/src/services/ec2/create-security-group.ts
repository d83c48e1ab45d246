import type { CreateSecurityGroupRequest, CreateSecurityGroupResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../gateway/aws-error';
import { vpcOrDefault } from './default-vpc';
import { ec2Operation, tagsFor, type Ec2 } from './ec2';
import { missingParameter } from './errors';
import { findIn } from './find';
import { newSecurityGroup } from './security-groups/records';

export const createSecurityGroup = (ec2: Ec2) => ec2Operation<CreateSecurityGroupRequest, CreateSecurityGroupResult>(
  'CreateSecurityGroup', ['GroupName', 'Description', 'VpcId', 'TagSpecifications'], (input) => {
    const { GroupName: name, Description: description } = input;
    if (!name) throw missingParameter('groupName');
    if (!description) throw missingParameter('GroupDescription');
    if (/^sg-/.test(name)) throw new AwsError('InvalidParameterValue', `Value (${name}) for parameter GroupName is invalid. Group names may not be in the format sg-*`);
    const { vpc: { VpcId: vpcId } } = input.VpcId === undefined ? vpcOrDefault(ec2.tables) : findIn(ec2.tables).vpc(input.VpcId);
    if (ec2.tables.securityGroups.list().some(({ group }) => group.VpcId === vpcId && group.GroupName === name)) {
      throw new AwsError('InvalidGroup.Duplicate', `The security group '${name}' already exists for VPC '${vpcId}'`);
    }
    const record = newSecurityGroup(ec2, { vpcId, name, description, tags: tagsFor(input.TagSpecifications, 'security-group') });
    ec2.tables.securityGroups.put(record.group.GroupId, record);
    return { GroupId: record.group.GroupId, Tags: record.group.Tags, SecurityGroupArn: record.group.SecurityGroupArn };
  });
