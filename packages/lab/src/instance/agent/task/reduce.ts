import type { AgentContainer, AgentTask, Moment } from './agent-task';

/** What happens to a task on its instance. */
export type AgentEvent =
  | { readonly kind: 'pull-started'; readonly at: Moment }
  | { readonly kind: 'pulled'; readonly name: string; readonly imageDigest?: string; readonly at: Moment }
  | { readonly kind: 'starting'; readonly name: string }
  | { readonly kind: 'created'; readonly name: string; readonly dockerId: string }
  | ({ readonly kind: 'started'; readonly name: string; readonly at: Moment } & Partial<Pick<AgentContainer, 'networkBindings' | 'addresses'>>)
  | { readonly kind: 'exec-agent-started'; readonly name: string; readonly at: Moment }
  /** Pull, creation, start or a dependency failed: the container never ran. */
  | { readonly kind: 'failed'; readonly name: string; readonly reason: string; readonly at: Moment; readonly endsTask?: boolean }
  /** What the whole task needs could not be had: no container of it ever runs. */
  | { readonly kind: 'task-failed'; readonly name: string; readonly reason: string; readonly at: Moment }
  /** It has exited and its restart policy brings it back. */
  | { readonly kind: 'restarting'; readonly name: string; readonly at: Moment }
  | ({ readonly kind: 'restarted'; readonly name: string } & Partial<Pick<AgentContainer, 'networkBindings' | 'addresses'>>)
  | { readonly kind: 'health'; readonly name: string; readonly health: AgentContainer['health'] }
  | { readonly kind: 'died'; readonly name: string; readonly exitCode?: number; readonly reason?: string; readonly at: Moment }
  | { readonly kind: 'stop-requested'; readonly at: Moment }
  /** The namespace of an awsvpc task is gone. */
  | { readonly kind: 'network-released' }
  | { readonly kind: 'stopping'; readonly name: string }
  /** The engine could not stop it: it is to be tried again. */
  | { readonly kind: 'stop-failed'; readonly name: string }
  /** After a restart of the lab: what was handed to the engine is not there. */
  | { readonly kind: 'lost-before-start'; readonly name: string; readonly at: Moment };

/** The task after the event; the same object when nothing changed. */
export function reduce(task: AgentTask, event: AgentEvent): AgentTask {
  const next = apply(task, event);
  return next === task ? task : settle(next, event);
}

function apply(task: AgentTask, event: AgentEvent): AgentTask {
  switch (event.kind) {
    case 'pull-started':
      return task.pullStartedAt === undefined ? { ...task, pullStartedAt: event.at } : task;
    case 'network-released':
      return task.network === undefined || task.network.released ? task : { ...task, network: { ...task.network, released: true } };
    case 'stop-requested':
      return task.desired === 'STOPPED' ? task : { ...task, desired: 'STOPPED' };
    case 'pulled': {
      const next = change(task, event.name, ['PULLING'], { phase: 'WAITING', imageDigest: event.imageDigest });
      return next !== task && next.containers.every(({ phase }) => phase !== 'PULLING') ? { ...next, pullStoppedAt: event.at } : next;
    }
    case 'starting':
      return change(task, event.name, ['WAITING'], { phase: 'STARTING' });
    case 'created':
      return change(task, event.name, ['STARTING'], { dockerId: event.dockerId });
    case 'started':
      return change(task, event.name, ['STARTING'], {
        phase: 'RUNNING', startedAt: event.at, networkBindings: event.networkBindings ?? [], addresses: event.addresses,
      });
    case 'exec-agent-started':
      return change(task, event.name, ['RUNNING'], { execAgent: { status: 'RUNNING', startedAt: event.at } });
    case 'health':
      return change(task, event.name, ['RUNNING', 'STOPPING'], { health: event.health });
    case 'failed': {
      const next = change(task, event.name, ['PULLING', 'WAITING', 'STARTING'], { phase: 'STOPPED', reason: event.reason, finishedAt: event.at });
      return event.endsTask === true && next !== task ? { ...next, desired: 'STOPPED' } : next;
    }
    case 'task-failed': {
      const next = change(task, event.name, ['PULLING', 'WAITING', 'STARTING'], { phase: 'STOPPED', finishedAt: event.at });
      return next === task ? task : { ...next, desired: 'STOPPED', reason: task.reason ?? event.reason };
    }
    case 'restarting': {
      const count = (task.containers.find(({ name }) => name === event.name)?.restarts?.count ?? 0) + 1;
      return change(task, event.name, ['RUNNING'], { restarts: { count, lastAt: event.at }, health: 'UNKNOWN' });
    }
    case 'restarted':
      return change(task, event.name, ['RUNNING', 'STOPPING'], { networkBindings: event.networkBindings ?? [], addresses: event.addresses });
    case 'died':
      return change(task, event.name, ['RUNNING', 'STOPPING'], {
        phase: 'STOPPED', exitCode: event.exitCode, reason: event.reason, finishedAt: event.at,
      });
    case 'stopping':
      return change(task, event.name, ['RUNNING'], { phase: 'STOPPING' });
    case 'stop-failed':
      return change(task, event.name, ['STOPPING'], { phase: 'RUNNING' });
    case 'lost-before-start':
      return change(task, event.name, ['STARTING'], { phase: 'WAITING', dockerId: undefined });
  }
}

/** Changes a container that is in one of the phases; events that come too late change nothing. */
function change(task: AgentTask, name: string, phases: readonly AgentContainer['phase'][], to: Partial<AgentContainer>): AgentTask {
  const container = task.containers.find((candidate) => candidate.name === name);
  if (container === undefined || !phases.includes(container.phase)) {
    return task;
  }
  return { ...task, containers: task.containers.map((candidate) => candidate === container ? stoppedAgent({ ...container, ...to }) : candidate) };
}

/** The exec agent runs in the container and ends with it. */
function stoppedAgent(container: AgentContainer): AgentContainer {
  return container.phase === 'STOPPED' && container.execAgent !== undefined
    ? { ...container, execAgent: { ...container.execAgent, status: 'STOPPED' } }
    : container;
}

/** What follows at once: an essential container that stops ends the task, and what was not started then never is. */
function settle(task: AgentTask, event: AgentEvent): AgentTask {
  const ends = task.desired === 'STOPPED' || task.containers.some(({ essential, phase }) => essential && phase === 'STOPPED');
  const containers = !ends ? task.containers : task.containers.map((container) =>
    container.phase === 'PULLING' || container.phase === 'WAITING' ? stoppedAgent({ ...container, phase: 'STOPPED' }) : container);
  const over = containers.every(({ phase }) => phase === 'STOPPED');
  return {
    ...task,
    desired: ends ? 'STOPPED' : task.desired,
    containers,
    stoppedAt: over ? task.stoppedAt ?? ('at' in event ? event.at : undefined) : undefined,
  };
}
