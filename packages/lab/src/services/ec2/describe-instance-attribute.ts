import type { DescribeInstanceAttributeRequest, InstanceAttribute } from '@aws-sdk/client-ec2';
import { ec2Operation, type Ec2 } from './ec2';
import { invalidValue } from './errors';
import { findIn } from './find';
import { checkInstanceId } from './instances/ids';
import { groupIdentifiers } from './network-interfaces';

export const describeInstanceAttribute = (ec2: Ec2) => ec2Operation<DescribeInstanceAttributeRequest, InstanceAttribute>(
  'DescribeInstanceAttribute', ['InstanceId', 'Attribute'], (input) => {
    const record = findIn(ec2.tables).instance(checkInstanceId(input.InstanceId ?? ''));
    const InstanceId = record.instanceId;
    switch (input.Attribute) {
      case 'instanceType': return { InstanceId, InstanceType: { Value: record.instanceType } };
      case 'userData': return { InstanceId, UserData: { Value: record.userData } };
      case 'disableApiTermination': return { InstanceId, DisableApiTermination: { Value: record.disableApiTermination } };
      case 'groupSet': return { InstanceId, Groups: groupIdentifiers(ec2, record.groupIds) };
      case 'instanceInitiatedShutdownBehavior': return { InstanceId, InstanceInitiatedShutdownBehavior: { Value: 'stop' } };
      case 'sourceDestCheck': return { InstanceId, SourceDestCheck: { Value: true } };
      case 'ebsOptimized': return { InstanceId, EbsOptimized: { Value: false } };
      default: throw invalidValue(String(input.Attribute ?? ''), 'attribute', 'Unknown attribute, or one that this lab does not have.');
    }
  });
