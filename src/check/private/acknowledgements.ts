import { Annotations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { FINDING_IDS, ID_PREFIX } from './finding';

const acknowledged = new WeakMap<IConstruct, Set<string>>();

/** Silences a finding at a construct and at everything inside it. */
export function acknowledge(scope: IConstruct, id: string, reason: string): void {
  const bare = id.startsWith(ID_PREFIX) ? id.slice(ID_PREFIX.length) : id;
  if (!(FINDING_IDS as readonly string[]).includes(bare)) {
    throw new Error(`there is no such finding: got '${id}', allowed are ${FINDING_IDS.join(', ')}; take the id that stands in brackets behind the finding`);
  }
  if (reason.trim() === '') {
    throw new Error(`an acknowledgement needs a reason: got none for '${id}' at '${scope.node.path}'; say in a few words why it does not matter there`);
  }
  const ids = acknowledged.get(scope) ?? new Set<string>();
  acknowledged.set(scope, ids.add(ID_PREFIX + bare));
  // those that are given as annotations at once, and not only at synthesis
  Annotations.of(scope).acknowledgeWarning(ID_PREFIX + bare, reason);
}

/** Whether a finding is silenced at a construct, or around it. */
export function isAcknowledged(construct: IConstruct, id: string): boolean {
  return construct.node.scopes.some((scope) => acknowledged.get(scope)?.has(id));
}
