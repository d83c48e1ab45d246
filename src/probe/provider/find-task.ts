import type { Container, Task } from '@aws-sdk/client-ecs';
import type { EcsCalls } from './aws-calls';
import type { TargetSpec } from '../private/probe-spec';

/** A running container of a target. */
export interface FoundTask {
  readonly task: Task;
  readonly container: Container;
}

/** A container to look into, or why there is none yet. */
export type TaskSearch = FoundTask | { readonly absent: string };

/** The container of the target that was started last. */
export async function findTask(ecs: Pick<EcsCalls, 'listTasks' | 'describeTasks'>, target: TargetSpec): Promise<TaskSearch> {
  const asked = target.task === undefined
    ? (await ecs.listTasks({ cluster: target.cluster, serviceName: target.service })).taskArns ?? []
    : [target.task];
  if (asked.length === 0) {
    return { absent: `service ${target.service} has no task` };
  }
  const { tasks = [] } = await ecs.describeTasks({ cluster: target.cluster, tasks: asked });
  const current = tasks.filter(({ taskDefinitionArn }) => target.taskDefinition === undefined || taskDefinitionArn === target.taskDefinition);
  const running = current.filter(({ lastStatus }) => lastStatus === 'RUNNING').sort(latestFirst);
  for (const task of running) {
    const container = containerOf(task, target.container);
    if (container?.runtimeId !== undefined && container.lastStatus === 'RUNNING') {
      return { task, container };
    }
  }
  return { absent: absence(target, tasks, current, running) };
}

function latestFirst(a: Task, b: Task): number {
  return (b.startedAt?.getTime() ?? 0) - (a.startedAt?.getTime() ?? 0);
}

function containerOf({ containers = [] }: Task, name: string | undefined): Container | undefined {
  return name === undefined ? containers[0] : containers.find((container) => container.name === name);
}

function absence(target: TargetSpec, tasks: readonly Task[], current: readonly Task[], running: readonly Task[]): string {
  const which = target.task === undefined ? `service ${target.service}` : `task ${target.task}`;
  if (tasks.length === 0) {
    return `there is no ${which} in cluster ${target.cluster}`;
  }
  if (current.length === 0) {
    return `${which} has no task of ${target.taskDefinition}`;
  }
  if (running.length > 0) {
    return target.container === undefined ? `the container of ${which} does not run` : `${which} has no running container ${target.container}`;
  }
  const states = current.map(({ lastStatus, stoppedReason }) => `${lastStatus}${stoppedReason ? ` (${stoppedReason})` : ''}`).join(', ');
  return `no task of ${which} is running: ${states}`;
}
