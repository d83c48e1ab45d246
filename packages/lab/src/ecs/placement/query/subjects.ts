import { type Candidate, taskCount } from '../candidate';

/** What an expression can ask of an instance: none, one, or (task groups) several values. */
export type Subject = (candidate: Candidate) => readonly string[];

const FIXED: ReadonlyMap<string, Subject> = new Map<string, Subject>([
  ['agentConnected', (candidate) => [String(candidate.agentConnected)]],
  ['agentVersion', (candidate) => [candidate.agentVersion]],
  ['ec2InstanceId', (candidate) => [candidate.ec2InstanceId]],
  ['registeredAt', (candidate) => [new Date(candidate.registeredAt).toISOString()]],
  ['runningTasksCount', (candidate) => [String(taskCount(candidate))]],
  ['task:group', (candidate) => [...candidate.groups].filter(([, count]) => count > 0).map(([group]) => group)],
]);

/** `undefined` for what the query language does not know. */
export function subject(name: string): Subject | undefined {
  const attribute = /^attribute:(.+)$/.exec(name)?.[1];
  if (attribute === undefined) {
    return FIXED.get(name);
  }
  return (candidate) => candidate.attributes.has(attribute) ? [candidate.attributes.get(attribute) ?? ''] : [];
}
