import { containersOf } from '../plan/overrides';
import type { AgentTask } from './agent-task';
import { dependentsOf, readiness } from './dependencies';

/** What the agent has to do next for a task. */
export type Step =
  | { readonly kind: 'start'; readonly name: string }
  | { readonly kind: 'stop'; readonly name: string; readonly seconds: number }
  | { readonly kind: 'give-up'; readonly name: string; readonly reason: string };

/** Everything that can be done now. `stopSeconds` is the instance's own stop time-out, where the task definition has none. */
export function stepsOf(task: AgentTask, stopSeconds: number): Step[] {
  return task.desired === 'STOPPED' ? stops(task, stopSeconds) : starts(task);
}

function starts(task: AgentTask): Step[] {
  return task.containers.filter(({ phase }) => phase === 'WAITING').flatMap(({ name }): Step[] => {
    const state = readiness(task, name);
    switch (state.kind) {
      case 'ready':
        return [{ kind: 'start', name }];
      case 'never':
        return [{ kind: 'give-up', name, reason: state.reason }];
      case 'waits':
        return [];
    }
  });
}

/** Containers stop in the reverse of the order in which they were started. */
function stops(task: AgentTask, stopSeconds: number): Step[] {
  return task.containers
    .filter(({ name, phase }) => phase === 'RUNNING' && dependentsOf(task, name).every((dependent) => dependent.phase === 'STOPPED'))
    .map(({ name }): Step => {
      const { stopTimeout } = containersOf(task.payload).find((container) => container.name === name) ?? {};
      return { kind: 'stop', name, seconds: stopTimeout ?? stopSeconds };
    });
}
