import type { ModifyInstanceAttributeRequest } from '@aws-sdk/client-ec2';
import { ec2Operation, type Ec2 } from './ec2';
import { findIn } from './find';
import { checkInstanceId } from './instances/ids';

/** Only termination protection can be changed. */
export const modifyInstanceAttribute = (ec2: Ec2) => ec2Operation<ModifyInstanceAttributeRequest, object>(
  'ModifyInstanceAttribute', ['InstanceId', 'DisableApiTermination'], (input) => {
    const record = findIn(ec2.tables).instance(checkInstanceId(input.InstanceId ?? ''));
    ec2.tables.instances.put(record.instanceId, {
      ...record, disableApiTermination: input.DisableApiTermination?.Value ?? record.disableApiTermination,
    });
    return {};
  });
