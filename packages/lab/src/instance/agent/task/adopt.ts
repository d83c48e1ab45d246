import type { AgentTask, Moment } from './agent-task';
import type { AgentEvent } from './reduce';

/** A container that the engine has. */
export interface FoundContainer {
  readonly dockerId: string;
  readonly dockerName: string;
  readonly status: 'created' | 'running' | 'exited';
  readonly exitCode?: number;
  readonly reason?: string;
  readonly startedAt?: Moment;
  readonly health?: 'HEALTHY' | 'UNHEALTHY' | 'UNKNOWN';
}

/** What has happened to a task while nobody looked. `restarted`: what this lab had under way before is lost too. */
export function catchUp(task: AgentTask, found: readonly FoundContainer[], restarted: boolean, at: Moment): AgentEvent[] {
  return task.containers.flatMap(({ name, phase, dockerName }): AgentEvent[] => {
    const container = found.find((candidate) => candidate.dockerName === dockerName);
    switch (phase) {
      case 'STARTING':
        if (!restarted) {
          return [];
        }
        if (container === undefined || container.status === 'created') {
          return [{ kind: 'lost-before-start', name, at }];
        }
        return [
          { kind: 'created', name, dockerId: container.dockerId },
          { kind: 'started', name, at: container.startedAt ?? at },
          ...ended(name, container, at),
        ];
      case 'RUNNING':
      case 'STOPPING': {
        if (container === undefined) {
          return [{ kind: 'died', name, at, reason: 'ContainerVanishedError: No container matching saved ID found' }];
        }
        const over = ended(name, container, at);
        if (over.length > 0) {
          return over;
        }
        const health: AgentEvent[] = container.health === undefined ? [] : [{ kind: 'health', name, health: container.health }];
        return phase === 'STOPPING' && restarted ? [...health, { kind: 'stop-failed', name }] : health;
      }
      default:
        return [];
    }
  });
}

function ended(name: string, { status, exitCode, reason }: FoundContainer, at: Moment): AgentEvent[] {
  return status === 'exited' ? [{ kind: 'died', name, exitCode, reason, at }] : [];
}
