import { containersOf } from '../plan/overrides';
import type { AgentContainer, AgentTask } from './agent-task';

type Condition = 'START' | 'COMPLETE' | 'SUCCESS' | 'HEALTHY';

interface Dependency {
  readonly on: string;
  readonly condition: Condition;
}

/** What a container waits for: `dependsOn`, and the containers it is linked to or takes volumes from. */
export function dependenciesOf(task: AgentTask, name: string): readonly Dependency[] {
  const container = containersOf(task.payload).find((candidate) => candidate.name === name);
  const start = (on: string): Dependency => ({ on, condition: 'START' });
  return [
    ...(container?.dependsOn ?? []).map(({ containerName = '', condition = 'START' }) => ({ on: containerName, condition: condition as Condition })),
    ...(container?.links ?? []).map((link) => start(link.split(':')[0] ?? link)),
    ...(container?.volumesFrom ?? []).map(({ sourceContainer = '' }) => start(sourceContainer)),
  ];
}

export type Readiness = { readonly kind: 'ready' } | { readonly kind: 'waits' } | { readonly kind: 'never'; readonly reason: string };

/** Whether a container may start now, later or never. */
export function readiness(task: AgentTask, name: string): Readiness {
  let waits = false;
  for (const { on, condition } of dependenciesOf(task, name)) {
    const dependency = task.containers.find((candidate) => candidate.name === on);
    if (dependency === undefined || cannot(dependency, condition)) {
      const ran = dependency !== undefined && started(dependency);
      return { kind: 'never', reason: failure(on, name, ran ? 'as dependency did not exit successfully.' : 'because dependency will never start') };
    }
    waits ||= !holds(dependency, condition);
  }
  return { kind: waits ? 'waits' : 'ready' };
}

/** Containers that wait for this one: they are stopped before it. */
export const dependentsOf = (task: AgentTask, name: string): readonly AgentContainer[] =>
  task.containers.filter((candidate) => dependenciesOf(task, candidate.name).some(({ on }) => on === name));

const started = ({ startedAt }: AgentContainer) => startedAt !== undefined;

function holds(dependency: AgentContainer, condition: Condition): boolean {
  switch (condition) {
    case 'START':
      return started(dependency);
    case 'COMPLETE':
      return started(dependency) && dependency.phase === 'STOPPED';
    case 'SUCCESS':
      return dependency.phase === 'STOPPED' && dependency.exitCode === 0;
    case 'HEALTHY':
      return dependency.phase === 'RUNNING' && dependency.health === 'HEALTHY';
  }
}

function cannot(dependency: AgentContainer, condition: Condition): boolean {
  return dependency.phase === 'STOPPED' && !holds(dependency, condition);
}

/** Containers that still wait for one whose `startTimeout` is over. */
export function timedOut(task: AgentTask, on: string): readonly { readonly target: string; readonly reason: string }[] {
  const dependency = task.containers.find(({ name }) => name === on);
  return task.containers
    .filter(({ name, phase }) => phase === 'WAITING' && dependenciesOf(task, name)
      .some((one) => one.on === on && dependency !== undefined && !holds(dependency, one.condition)))
    .map(({ name }) => ({ target: name, reason: failure(on, name, 'has timed out.') }));
}

function failure(on: string, name: string, why: string): string {
  return `TaskDependencyError: dependency graph: failed to resolve container ordering dependency [${on}] for target [${name}] ${why}`;
}
