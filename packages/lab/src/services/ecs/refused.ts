import { unsupported } from '../../ecs/errors';
import type { Operation } from '../../gateway/operation';

/** Operations that AWS has and the lab has not, with what to do instead. */
export const REFUSED_OPERATIONS = {
  ...all(['DiscoverPollEndpoint', 'SubmitAttachmentStateChanges', 'SubmitContainerStateChange', 'SubmitTaskStateChange'],
    'the agents of the lab are given their tasks, and report, without calls'),
  ...all(['CreateTaskSet', 'DeleteTaskSet', 'DescribeTaskSets', 'UpdateServicePrimaryTaskSet', 'UpdateTaskSet'],
    'task sets are for the deployment controllers EXTERNAL and CODE_DEPLOY, use ECS'),
  ...all(['StopServiceDeployment', 'ContinueServiceDeployment'], 'use UpdateService with the task definition that is to run'),
} as const;

function all(names: readonly string[], instead: string): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, instead]));
}

/** An operation that AWS has and the lab has not: says so, with what to do instead. */
export function refusedOperation(name: string, instead: string): Operation<object, never> {
  return {
    run() {
      throw unsupported(`${name} is not there in this lab; ${instead}.`);
    },
    access: () => [{ action: `ecs:${name}`, resource: '*' }],
  };
}

export const refusedOperations = (): Readonly<Record<string, Operation<object, never>>> =>
  Object.fromEntries(Object.entries(REFUSED_OPERATIONS).map(([name, instead]) => [name, refusedOperation(name, instead)]));
