import type { DeregisterContainerInstanceRequest, DeregisterContainerInstanceResponse } from '@aws-sdk/client-ecs';
import { invalidParameter } from '../../ecs/errors';
import { onCluster } from './access';
import { type Ecs, ecsOperation } from './ecs';
import { findInstance } from './find';
import { describeInstance } from './instances';

/** With tasks on it only by force: they are lost then. Called by EC2 itself it means that the machine has been terminated. */
export const deregisterContainerInstance = (ecs: Ecs) => ecsOperation<DeregisterContainerInstanceRequest, DeregisterContainerInstanceResponse>({
  name: 'DeregisterContainerInstance',
  shape: { cluster: 'string', containerInstance: 'string', force: 'boolean' },
  run({ cluster, containerInstance, force = false }, call) {
    const { control } = ecs;
    const found = findInstance(ecs, cluster, containerInstance);
    if (!force && control.book.liveOn(found.containerInstanceArn).length > 0) {
      throw invalidParameter('Found running tasks on the instance.');
    }
    if (call.principal.kind === 'service') {
      control.instanceTerminated(found.ec2InstanceId);
    } else {
      control.deregister(found, 'Container instance deregistration forced by user', 'UserInitiated');
    }
    return { containerInstance: describeInstance(ecs, control.book.instance(found.containerInstanceArn) ?? found, ['TAGS']) };
  },
  access: ({ cluster }) => onCluster(ecs, 'DeregisterContainerInstance', cluster),
});
