import { ecsTables } from '../ecs/tables';
import type { Lab } from '../lab';
import type { ExecDependencies } from '../session/target/exec-target';
import { findContainer } from '../session/target/find-container';

/** Whether the target of a session is an instance, or a container on it. */
export function isOnInstance(lab: Pick<Lab, 'store'>, exec: Pick<ExecDependencies, 'findTask'>, instanceId: string): (target: string) => boolean {
  const { containerInstances } = ecsTables(lab);
  return (target) => {
    const arn = findContainer(target, exec)?.found.task.containerInstanceArn;
    return target === instanceId || (arn !== undefined && containerInstances.get(arn)?.ec2InstanceId === instanceId);
  };
}
