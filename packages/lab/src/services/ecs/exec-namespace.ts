import { lastPart } from '../../ecs/arns';
import type { FoundTask } from '../../ecs/find-task';
import { AwsError } from '../../gateway/aws-error';
import type { ContainerRecord } from '../../ecs/records';

/**
 * Containers that share a process namespace take sessions in one of them only, as long as one is open there.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 */
export function refuseOtherContainers(
  broker: { count(target: string): number }, { task, cluster, taskDefinition }: FoundTask, container: ContainerRecord,
): void {
  const isOpen = ({ runtimeId = '' }: ContainerRecord) => broker.count(`ecs:${cluster.clusterName}_${lastPart(task.taskArn)}_${runtimeId}`) > 0;
  if (taskDefinition?.pidMode === 'task' && task.containers.some((other) => other.name !== container.name && isOpen(other))) {
    throw new AwsError('TargetNotConnectedException', 'The execute command failed due to an internal error. Try again later.');
  }
}
