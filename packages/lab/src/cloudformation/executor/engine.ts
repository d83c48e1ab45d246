import { invalid } from '../template/invalid';
import type { Blueprint } from '../template/blueprint';
import { isInProgress, type RollbackTarget, type StackRecord } from '../stack/stack';
import { createStack, deleteStack, rollBackCreation, type OnFailure } from './create';
import { failedStatus, reconcileStack } from './reconcile';
import { StackRun, type Workshop } from './run';
import { rollBackUpdate, updateStack } from './update';

const USER_INITIATED = 'User Initiated';

export interface OperationOptions {
  readonly disableRollback: boolean;
  /** Treats DeletionPolicy Retain as Delete for what the operation itself made. */
  readonly retainExceptOnCreate: boolean;
  readonly clientRequestToken?: string;
}

/** Runs stack operations in the background, one at a time for each stack. Each method returns once its first event is written. */
export class StackEngine {
  private readonly running = new Map<string, { readonly run: StackRun; readonly done: Promise<void> }>();

  constructor(private readonly workshop: Workshop) {}

  create(stackId: string, blueprint: Blueprint, onFailure: OnFailure, options: OperationOptions): void {
    const run = this.newRun(stackId, options);
    run.stackStatus('CREATE_IN_PROGRESS', USER_INITIATED);
    this.start(run, () => createStack(run, blueprint, options.disableRollback ? 'DO_NOTHING' : onFailure, options.retainExceptOnCreate));
  }

  /** `change` is what the new template, parameters and tags make of the stack's record. */
  update(stackId: string, blueprint: Blueprint, change: Partial<StackRecord>, options: OperationOptions): void {
    const run = this.newRun(stackId, options);
    // an update that follows a failed one goes back to where the failed one began
    const rollbackTo = run.stack.rollbackTo ?? this.rollbackTarget(run.stack);
    run.stackStatus('UPDATE_IN_PROGRESS', USER_INITIATED, {
      ...change, rollbackTo, disableRollback: options.disableRollback, updatedAt: this.workshop.lab.clock.now().toISOString(),
    });
    this.start(run, () => updateStack(run, blueprint, options.disableRollback, options.retainExceptOnCreate));
  }

  /** Takes a failed creation or update back. */
  rollBack(stackId: string, options: Omit<OperationOptions, 'disableRollback'>, skipped: readonly string[] = []): void {
    const run = this.newRun(stackId, options);
    if (run.stack.rollbackTo) this.start(run, () => rollBackUpdate(run, USER_INITIATED, options.retainExceptOnCreate, skipped));
    else this.start(run, () => rollBackCreation(run, USER_INITIATED, options.retainExceptOnCreate));
  }

  /** Removes a stack; one that is being created is stopped first. */
  delete(stackId: string, retained: readonly string[], clientRequestToken?: string): void {
    const creation = this.running.get(stackId);
    if (creation) {
      creation.run.abandoned = true;
      creation.run.controller.abort();
    }
    const run = new StackRun(this.workshop, stackId, clientRequestToken);
    this.start(run, async () => {
      await creation?.done;
      await deleteStack(run, USER_INITIATED, retained);
    });
  }

  /** Ends an update in progress; it is then rolled back. */
  cancelUpdate(stackId: string): void {
    const running = this.running.get(stackId);
    if (!running) throw invalid('CancelUpdateStack cannot be called from current stack status');
    running.run.cancelled = USER_INITIATED;
    running.run.controller.abort();
  }

  /** Ends what a lab that stopped had left in progress; to be called once, when the lab's other services are there. */
  reconcile(): void {
    for (const stack of this.workshop.stacks.list()) {
      if (!isInProgress(stack.status)) continue;
      const run = new StackRun(this.workshop, stack.id);
      const work = reconcileStack(run);
      if (work) this.start(run, work);
    }
  }

  /** Resolves when nothing runs on the stack. */
  async settled(stackId: string): Promise<void> {
    await this.running.get(stackId)?.done;
  }

  private newRun(stackId: string, options: { readonly clientRequestToken?: string }): StackRun {
    if (this.running.has(stackId)) throw invalid(`Stack:${stackId} is in ${this.workshop.stacks.get(stackId).status} state and can not be updated.`);
    return new StackRun(this.workshop, stackId, options.clientRequestToken);
  }

  private start(run: StackRun, work: () => Promise<void>): void {
    const entry = { run, done: Promise.resolve() };
    const done = work().catch((error: unknown) => {
      const reason = `Internal failure of the lab: ${error instanceof Error ? error.message : String(error)}`;
      this.workshop.lab.log.warn(`stack ${run.stack.name}: ${error instanceof Error ? error.stack ?? error.message : String(error)}`);
      if (isInProgress(run.stack.status)) run.stackStatus(failedStatus(run.stack.status), reason);
    }).finally(() => {
      if (this.running.get(run.stackId) === entry) this.running.delete(run.stackId);
    });
    entry.done = done;
    this.running.set(run.stackId, entry);
  }

  private rollbackTarget(stack: StackRecord): RollbackTarget {
    const resources = this.workshop.stacks.resources(stack.id).filter(({ physicalId, incomplete }) => physicalId !== undefined && !incomplete);
    return { source: stack.source, outputs: stack.outputs, resources };
  }
}
