import type { TerminateInstancesRequest, TerminateInstancesResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../gateway/aws-error';
import { ec2Operation, type Ec2 } from './ec2';
import { missingParameter } from './errors';
import { checkInstanceId } from './instances/ids';
import { findIn } from './find';
import { stateView } from './instances/view';

/** Begins to remove instances; their machines go in the background. */
export const terminateInstances = (ec2: Ec2) => ec2Operation<TerminateInstancesRequest, TerminateInstancesResult>(
  'TerminateInstances', ['InstanceIds'], ({ InstanceIds: ids }) => {
    if (!ids || ids.length === 0) throw missingParameter('InstanceId');
    const instances = ids.map((id) => findIn(ec2.tables).instance(checkInstanceId(id)));
    const guarded = instances.find(({ disableApiTermination, state }) => disableApiTermination && state !== 'terminated');
    if (guarded) {
      throw new AwsError('OperationNotPermitted', `The instance '${guarded.instanceId}' may not be terminated. `
        + "Modify its 'disableApiTermination' instance attribute and try again.");
    }
    const when = ec2.lab.clock.now().toISOString().replace('T', ' ').replace(/\..*/, ' GMT');
    return {
      TerminatingInstances: instances.map(({ instanceId, state }) => {
        ec2.lifecycle.terminate(instanceId, {
          Code: 'Client.UserInitiatedShutdown', Message: 'Client.UserInitiatedShutdown: User initiated shutdown',
        }, `User initiated (${when})`);
        return {
          InstanceId: instanceId, PreviousState: stateView(state), CurrentState: stateView(state === 'terminated' ? 'terminated' : 'shutting-down'),
        };
      }),
    };
  });
