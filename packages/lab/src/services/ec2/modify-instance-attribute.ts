import type { ModifyInstanceAttributeRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../../gateway/aws-error';
import { ec2Operation, type Ec2 } from './ec2';
import { findIn } from './find';
import { checkInstanceId } from './instances/ids';
import { changeGroups } from './security-groups/change-groups';

/** Termination protection and security groups can be changed, one in a call. */
export const modifyInstanceAttribute = (ec2: Ec2) => ec2Operation<ModifyInstanceAttributeRequest, object>(
  'ModifyInstanceAttribute', ['InstanceId', 'DisableApiTermination', 'Groups'], ({ InstanceId, DisableApiTermination, Groups }) => {
    const record = findIn(ec2.tables).instance(checkInstanceId(InstanceId ?? ''));
    if (Groups !== undefined && DisableApiTermination !== undefined) {
      throw new AwsError('InvalidParameterCombination', 'Fields for multiple attribute types specified: DisableApiTermination, Groups');
    }
    if (Groups !== undefined) {
      if (record.networkInterfaceId === undefined) {
        throw new AwsError('IncorrectInstanceState', `The instance '${record.instanceId}' is ${record.state}: it has no network interface any more.`);
      }
      changeGroups(ec2, record.networkInterfaceId, Groups);
      return {};
    }
    ec2.tables.instances.put(record.instanceId, { ...record, disableApiTermination: DisableApiTermination?.Value ?? record.disableApiTermination });
    return {};
  });
