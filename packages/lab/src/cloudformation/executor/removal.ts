import type { Dependencies } from '../graph/dependencies';
import { walk } from '../graph/walk';
import type { ResourceRecord, SupersededRecord } from '../stack/stack';
import type { RemovalPolicy } from '../template/template';
import { destroy, remove } from './provision';
import type { StackRun } from './run';

/** How often a clean-up tries; what is still there then is no longer the stack's. */
const CLEANUP_ATTEMPTS = 3;

/** Removes all that a stack has, dependants first. Resolves to the logical ids that could not be removed. */
export async function removeAll(run: StackRun, policyOf: (resource: ResourceRecord) => RemovalPolicy): Promise<readonly string[]> {
  const { stacks } = run.workshop;
  const resources = stacks.resources(run.stackId).filter(isThere).map((resource): Removal => ({
    resource, remove: () => remove(run, resource, policyOf(resource)),
  }));
  const superseded = stacks.superseded(run.stackId).map((each): Removal => ({
    resource: each.resource, remove: () => removeSuperseded(run, each),
  }));
  const removals = new Map([...resources, ...superseded].map((removal) => [keyOf(removal), removal]));
  const visit = (key: string): Promise<boolean> => (removals.get(key) as Removal).remove();
  const { failed, skipped } = await walk(dependants([...removals.values()]), visit);
  // nothing failed and yet some wait: versions of a template that need each other in a circle go in any order
  const rest = failed.length > 0 ? [] : (await walk(new Map(skipped.map((key) => [key, []])), visit)).failed;
  return [...new Set([...failed, ...rest].map((key) => (removals.get(key) as Removal).resource.logicalId))];
}

interface Removal {
  readonly resource: ResourceRecord;
  remove(): Promise<boolean>;
}

function isThere({ status }: ResourceRecord): boolean {
  return status !== 'DELETE_COMPLETE' && status !== 'DELETE_SKIPPED';
}

/** Removes what replacements and removals left behind. Resolves to whether all of it is gone; the rest is given up. */
export async function cleanUp(run: StackRun): Promise<boolean> {
  const { stacks } = run.workshop;
  for (let attempt = 1; attempt <= CLEANUP_ATTEMPTS; attempt++) {
    const left = new Map(stacks.superseded(run.stackId).map((superseded) => [keyOf(superseded), superseded]));
    // names of several versions of a template may wait for each other in a circle: the last attempt takes no order
    const order = attempt < CLEANUP_ATTEMPTS ? dependants([...left.values()]) : new Map([...left.keys()].map((key) => [key, []]));
    await walk(order, (key) => removeSuperseded(run, left.get(key) as SupersededRecord));
    if (stacks.superseded(run.stackId).length === 0) return true;
  }
  for (const { resource } of stacks.superseded(run.stackId)) stacks.deleteSuperseded(run.stackId, resource);
  return false;
}

async function removeSuperseded(run: StackRun, { resource, policy }: SupersededRecord): Promise<boolean> {
  if (policy === 'Retain') {
    run.resourceEvent(resource, 'DELETE_SKIPPED');
  } else {
    run.resourceEvent(resource, 'DELETE_IN_PROGRESS');
    const failure = await destroy(run, resource);
    run.resourceEvent(resource, failure === undefined ? 'DELETE_COMPLETE' : 'DELETE_FAILED', failure);
    if (failure !== undefined) return false;
  }
  run.workshop.stacks.deleteSuperseded(run.stackId, resource);
  return true;
}

/** Each resource waits for those that were made with a reference to its logical id. */
function dependants(removals: readonly { readonly resource: ResourceRecord }[]): Dependencies {
  return new Map(removals.map((one) => [
    keyOf(one),
    removals.filter((other) => other !== one && other.resource.dependencies.includes(one.resource.logicalId)).map(keyOf),
  ]));
}

function keyOf({ resource }: { readonly resource: ResourceRecord }): string {
  return `${resource.logicalId}/${resource.physicalId ?? ''}`;
}
