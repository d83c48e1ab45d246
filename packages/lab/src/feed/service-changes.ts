import { lastPart } from '../ecs/arns';
import type { ServiceRecord } from '../ecs/records';
import { changed, type Happening } from './entry';

/** New events of a service in their own order, and what became of its deployments, its size and itself. */
export function serviceChanges(before: ServiceRecord | undefined, is: ServiceRecord | undefined): readonly Happening[] {
  if (is === undefined) return [];
  const of = { kind: 'service', cluster: lastPart(is.clusterArn), id: is.serviceName } as const;
  const known = new Set(before?.events.map(({ id }) => id));
  const events = is.events.filter(({ id }) => !known.has(id)).reverse().map(({ message }) => ({ text: message }));
  const rollouts = is.deployments.flatMap((deployment) => {
    const was = before?.deployments.find(({ id }) => id === deployment.id);
    const { id, rolloutState, taskDefinitionArn } = deployment;
    if (was === undefined) return [{ text: `deployment ${id} of ${lastPart(taskDefinitionArn)} ${rolloutState}`, state: { to: rolloutState } }];
    if (was.rolloutState === rolloutState) return [];
    return [{ text: `deployment ${id} ${was.rolloutState} → ${rolloutState}: ${deployment.rolloutStateReason}`, state: { from: was.rolloutState, to: rolloutState } }];
  });
  const status = before?.status === is.status ? [] : [changed(before?.status, is.status)];
  const count = before !== undefined && before.desiredCount !== is.desiredCount ? [{ text: `desired count ${before.desiredCount} → ${is.desiredCount}` }] : [];
  return [...status, ...count, ...rollouts, ...events].map((words) => ({ ...of, ...words }));
}
