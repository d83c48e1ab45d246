import { type Candidate, taskCount } from '../candidate';
import type { OperatorKind } from './comparison';

/** What an expression can ask of an instance. */
export interface Subject {
  /** None, one, or (task groups) several values. */
  readonly values: (candidate: Candidate) => readonly string[];
  /** Kinds of operators that may follow it. */
  readonly operators: readonly OperatorKind[];
}

const TEXT: readonly OperatorKind[] = ['equality', 'list', 'pattern'];
const ORDERED: readonly OperatorKind[] = ['equality', 'order'];
const ANY: readonly OperatorKind[] = ['equality', 'order', 'existence', 'list', 'pattern'];

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-query-language.html
const FIXED: ReadonlyMap<string, Subject> = new Map<string, Subject>([
  ['agentConnected', { values: (candidate) => [String(candidate.agentConnected)], operators: TEXT }],
  ['agentVersion', { values: (candidate) => [candidate.agentVersion], operators: ORDERED }],
  ['ec2InstanceId', { values: (candidate) => [candidate.ec2InstanceId], operators: TEXT }],
  ['registeredAt', { values: (candidate) => [new Date(candidate.registeredAt).toISOString()], operators: ORDERED }],
  ['runningTasksCount', { values: (candidate) => [String(taskCount(candidate))], operators: ORDERED }],
  ['task:group', { values: (candidate) => [...candidate.groups].filter(([, count]) => count > 0).map(([group]) => group), operators: ANY }],
]);

/** `undefined` for what the query language does not know. */
export function subject(name: string): Subject | undefined {
  const attribute = /^attribute:(.+)$/.exec(name)?.[1];
  if (attribute === undefined) {
    return FIXED.get(name);
  }
  return { values: (candidate) => candidate.attributes.has(attribute) ? [candidate.attributes.get(attribute) ?? ''] : [], operators: ANY };
}
