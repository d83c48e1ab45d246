import { isDeepStrictEqual } from 'node:util';
import { holdsReference } from '../intrinsics/dynamic-references';
import { evaluateProperties } from '../intrinsics/evaluate';
import { differences } from '../planner/difference';
import { failureReason, ResourceFailure } from '../resource-failure';
import type { Properties, ResourceContext, ResourceHandler, ResourceState } from '../resource-handler';
import { RECORDED } from '../resources/record';
import { conform } from '../schema/conform';
import { isCustomType } from '../schema/load';
import type { ResourceRecord } from '../stack/stack';
import { creationSignalled } from '../signals/creation';
import type { Signal, SignalBox } from '../signals/signal-box';
import type { Blueprint, BlueprintResource } from '../template/blueprint';
import { replacedFor } from '../template/policies';
import type { RemovalPolicy } from '../template/template';
import type { StackRun } from './run';

/** How a resource came out of an operation. */
export type Outcome = 'unchanged' | 'created' | 'updated' | 'create-failed' | 'update-failed';

const REPLACES = 'Requested update requires the creation of a new physical resource; hence creating one.';
const REPLACED_BY_PROVIDER = 'Requested update required the provider to create a new physical resource';

type Draft = Omit<ResourceRecord, 'changedAt' | 'status' | 'statusReason'>;

/** Brings one resource to what the blueprint says: creates, updates, replaces it, or leaves it alone. */
export async function provision(run: StackRun, blueprint: Blueprint, logicalId: string): Promise<Outcome> {
  const definition = blueprint.resources.get(logicalId) as BlueprintResource;
  const current = run.workshop.stacks.resource(run.stackId, logicalId);
  const exists = current?.physicalId !== undefined && current.status !== 'DELETE_COMPLETE';
  const schema = run.workshop.schemas.get(definition.type);
  const draft: Draft = {
    logicalId, type: definition.type, attributes: {}, properties: {}, tags: run.stack.source.tags,
    dependencies: blueprint.dependencies.get(logicalId) ?? [],
    deletionPolicy: definition.deletionPolicy, updateReplacePolicy: definition.updateReplacePolicy, policies: definition.policies,
    ...(definition.metadata === undefined ? {} : { metadata: definition.metadata }),
  };
  let properties: Properties;
  try {
    const evaluated = evaluateProperties(definition.properties, blueprint.scope(run.values));
    properties = schema ? conform(logicalId, evaluated, schema) : evaluated;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    run.resourceStatus(current ? { ...current, ...draft, properties: current.properties, attributes: current.attributes } : draft, exists ? 'UPDATE_FAILED' : 'CREATE_FAILED', reason);
    return exists ? 'update-failed' : 'create-failed';
  }
  if (!exists) return create(run, { ...draft, properties });
  // a creation that failed left something behind: it goes before the next try
  if (current.incomplete) return await remove(run, current) ? create(run, { ...draft, properties }) : 'update-failed';
  const found = differences(current.properties, properties, schema, replacedFor(definition.policies));
  const retagged = schema?.tags !== undefined && !isDeepStrictEqual(current.tags, draft.tags);
  const repairs = current.status === 'UPDATE_FAILED';
  if (isCustomType(definition.type) && found.some(({ property }) => property === 'ServiceToken')) {
    // refused before the provider hears of it, so that a rollback has nothing to take back
    run.resourceStatus(current, 'UPDATE_IN_PROGRESS');
    run.resourceStatus(current, 'UPDATE_FAILED', 'Modifying service token is not allowed.');
    return 'update-failed';
  }
  if (found.some(({ replacement }) => replacement === 'always')) return replace(run, current, { ...draft, properties });
  if (found.length === 0 && !retagged && !repairs) {
    run.workshop.stacks.putResource(run.stackId, { ...current, ...draft, properties, attributes: current.attributes });
    return 'unchanged';
  }
  return update(run, current, { ...draft, properties });
}

async function create(run: StackRun, draft: Draft): Promise<Outcome> {
  run.resourceStatus({ ...draft, incomplete: true }, 'CREATE_IN_PROGRESS');
  return make(run, draft, 'CREATE');
}

/** Makes a new physical resource; the old one is removed when all has succeeded, or taken back when not. */
async function replace(run: StackRun, current: ResourceRecord, draft: Draft): Promise<Outcome> {
  if (run.stack.disableRollback) {
    run.resourceStatus(current, 'UPDATE_FAILED', 'Replacement type updates not supported on stack with disable-rollback.');
    return 'update-failed';
  }
  supersede(run, current, draft.updateReplacePolicy);
  run.resourceEvent(current, 'UPDATE_IN_PROGRESS', REPLACES);
  run.workshop.stacks.putResource(run.stackId, { ...draft, incomplete: true, status: 'UPDATE_IN_PROGRESS' });
  return make(run, draft, 'UPDATE');
}

async function make(run: StackRun, draft: Draft, verb: 'CREATE' | 'UPDATE'): Promise<Outcome> {
  const { signal } = run.controller;
  let known: Draft = { ...draft, incomplete: true };
  const created = (physicalId: string): void => {
    if (known.physicalId === physicalId) return;
    if (verb === 'UPDATE') refuseSameName(run, draft.logicalId, physicalId);
    known = { ...known, physicalId };
    run.resourceStatus(known, `${verb}_IN_PROGRESS`, 'Resource creation Initiated');
  };
  const progress = (reason: string): void => run.resourceEvent(known, `${verb}_IN_PROGRESS`, reason);
  const policy = draft.policies?.creation;
  const box = policy && openBox(run, draft.logicalId, progress);
  try {
    const properties = holdsReference(draft.properties) ? await run.resolved(draft.type, draft.properties, signal) : draft.properties;
    const state = await handlerOf(run, draft.type).create(properties, run.context(draft.logicalId, draft.type, created, signal));
    created(state.physicalId);
    known = { ...known, ...stateOf(state) };
    const { clock, timeScale } = run.workshop.lab;
    if (policy && box) await creationSignalled(box, policy, draft.type, { clock, signal, limit: policy.timeout.milliseconds / timeScale }, progress);
    if (signal.aborted) throw new ResourceFailure('cancelled');
    run.resourceStatus({ ...draft, ...stateOf(state) }, `${verb}_COMPLETE`, run.workshop.registry.isRecorded(draft.type) ? RECORDED : undefined);
    return verb === 'CREATE' ? 'created' : 'updated';
  } catch (error) {
    run.resourceStatus(known, `${verb}_FAILED`, signal.aborted ? 'Resource creation cancelled' : failureReason(error));
    return verb === 'CREATE' ? 'create-failed' : 'update-failed';
  } finally {
    if (box) run.workshop.signals.close(run.stackId, draft.logicalId);
  }
}

/** Takes signals for a resource from now on; each is an event of it. */
function openBox(run: StackRun, logicalId: string, progress: (reason: string) => void): SignalBox {
  return run.workshop.signals.open(run.stackId, logicalId, ({ status, uniqueId }: Signal) => progress(`Received ${status} signal with UniqueId ${uniqueId}`));
}

async function update(run: StackRun, current: ResourceRecord, draft: Draft): Promise<Outcome> {
  const { signal } = run.controller;
  const identity = { attributes: current.attributes, physicalId: current.physicalId, ...(current.ref === undefined ? {} : { ref: current.ref }) };
  const attempt: Draft = { ...draft, ...identity, properties: current.properties, attempted: draft.properties };
  run.resourceStatus(attempt, 'UPDATE_IN_PROGRESS');
  let made: string | undefined;
  const progress = (reason: string): void => run.resourceEvent(attempt, 'UPDATE_IN_PROGRESS', reason);
  const policy = draft.policies?.update;
  const updateOrder = policy && { policy, progress, signals: openBox(run, draft.logicalId, progress) };
  try {
    const context: ResourceContext = {
      ...run.context(draft.logicalId, draft.type, (physicalId) => void (made = physicalId), signal), ...(updateOrder && { updateOrder }),
      formerTags: current.tags,
    };
    const before = current.attempted ?? current.properties;
    const after = holdsReference(draft.properties) ? await run.resolved(draft.type, draft.properties, signal) : draft.properties;
    const state = await handlerOf(run, draft.type).update(currentState(current), before, after, context);
    if (state.physicalId !== current.physicalId) {
      run.resourceEvent({ ...attempt, physicalId: state.physicalId }, 'UPDATE_IN_PROGRESS', REPLACED_BY_PROVIDER);
      supersede(run, current, draft.updateReplacePolicy);
      // the physical resource that is taken back in a rollback is no longer superseded
      run.workshop.stacks.deleteSuperseded(run.stackId, { logicalId: draft.logicalId, physicalId: state.physicalId });
    }
    const replaced = current.replacedByProvider || state.physicalId !== current.physicalId;
    const done: Draft = { ...draft, ...stateOf(state), ...(replaced ? { replacedByProvider: true } : {}) };
    if (signal.aborted) {
      run.resourceStatus(done, 'UPDATE_FAILED', 'Resource update cancelled');
      return 'update-failed';
    }
    run.resourceStatus(done, 'UPDATE_COMPLETE', run.workshop.registry.isRecorded(draft.type) ? RECORDED : undefined);
    return 'updated';
  } catch (error) {
    // a provider that failed after it had made a new physical resource: that one goes
    if (made !== undefined && made !== current.physicalId) supersede(run, { ...current, ...draft, physicalId: made }, 'Delete');
    run.resourceStatus(attempt, 'UPDATE_FAILED', signal.aborted ? 'Resource update cancelled' : failureReason(error));
    return 'update-failed';
  } finally {
    if (updateOrder) run.workshop.signals.close(run.stackId, draft.logicalId);
  }
}

/** Puts an updated resource back to what it was; `before` is the record from before the update. */
export async function restore(run: StackRun, current: ResourceRecord, before: ResourceRecord): Promise<boolean> {
  return await update(run, current, before) === 'updated';
}

/** Removes a resource of the stack. Resolves to whether it is gone, or retained. */
export async function remove(run: StackRun, resource: ResourceRecord, policy: RemovalPolicy = 'Delete'): Promise<boolean> {
  if (resource.physicalId === undefined) {
    run.resourceStatus(resource, 'DELETE_COMPLETE');
    return true;
  }
  if (policy === 'Retain') {
    run.resourceStatus(resource, 'DELETE_SKIPPED');
    return true;
  }
  run.resourceStatus(resource, 'DELETE_IN_PROGRESS');
  const failure = await destroy(run, resource);
  run.resourceStatus(resource, failure === undefined ? 'DELETE_COMPLETE' : 'DELETE_FAILED', failure);
  return failure === undefined;
}

/** Asks the handler to delete a physical resource. Resolves to the reason where it could not. */
export async function destroy(run: StackRun, resource: ResourceRecord): Promise<string | undefined> {
  try {
    const context = run.context(resource.logicalId, resource.type, () => {});
    await handlerOf(run, resource.type).delete(currentState(resource), resource.properties, context);
    return undefined;
  } catch (error) {
    return failureReason(error);
  }
}

/** The old resource is removed later by its physical id: a new one of the same id would go with it. */
function refuseSameName(run: StackRun, logicalId: string, physicalId: string): void {
  const superseded = run.workshop.stacks.superseded(run.stackId).filter(({ resource }) => resource.logicalId === logicalId);
  if (superseded.some(({ resource }) => resource.physicalId === physicalId)) throw new ResourceFailure(`CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${physicalId} and update the stack again.`);
}

export function supersede(run: StackRun, resource: ResourceRecord, policy: RemovalPolicy): void {
  if (resource.physicalId === undefined) return;
  run.workshop.stacks.putSuperseded(run.stackId, { resource: { ...resource, physicalId: resource.physicalId }, policy });
}

function handlerOf(run: StackRun, type: string): ResourceHandler {
  const handler = run.workshop.registry.get(type);
  if (!handler) throw new ResourceFailure(`the lab has no resource type ${type}; it has ${run.workshop.registry.typeNames.join(', ')}`);
  return handler;
}

function currentState(resource: ResourceRecord): ResourceState {
  return { physicalId: resource.physicalId ?? '', attributes: resource.attributes, ...(resource.ref === undefined ? {} : { ref: resource.ref }) };
}

function stateOf(state: ResourceState): Pick<ResourceRecord, 'attributes' | 'ref'> & { readonly physicalId: string } {
  return { physicalId: state.physicalId, attributes: state.attributes, ...(state.ref === undefined ? {} : { ref: state.ref }) };
}
