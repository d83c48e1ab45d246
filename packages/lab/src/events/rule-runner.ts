import { randomUUID } from 'node:crypto';
import { rolePrincipal } from '../iam/principals';
import type { Lab } from '../lab';
import type { Table } from '../state/store';
import { nextRun, parseSchedule } from './schedule';
import { runTaskInput, targetKind, type TargetRecord } from './target';

export type { TargetRecord } from './target';

export interface TagRecord {
  readonly Key: string;
  readonly Value: string;
}

export interface RuleRecord {
  readonly name: string;
  readonly arn: string;
  readonly scheduleExpression: string;
  readonly state: 'ENABLED' | 'DISABLED';
  readonly description?: string;
  readonly roleArn?: string;
  /** Since when a rate counts, in milliseconds. */
  readonly setAt: number;
  readonly targets: readonly TargetRecord[];
  readonly tags: readonly TagRecord[];
}

/** The longest that a timer of Node can wait. */
const LONGEST_WAIT = 2 ** 31 - 1;

/** Runs the targets of scheduled rules when their time has come, in real time. What came due while the lab was down is not made up for. */
export class RuleRunner {
  private readonly cancel = new Map<string, () => void>();
  private stopped = true;

  constructor(
    private readonly rules: Pick<Table<RuleRecord>, 'get' | 'list'>,
    private readonly lab: Pick<Lab, 'clock' | 'invoke' | 'log' | 'accountId' | 'region'>,
  ) {}

  start(): void {
    this.stopped = false;
    for (const { name } of this.rules.list()) this.changed(name);
  }

  /** Begins no further run. */
  stop(): void {
    this.stopped = true;
    for (const cancel of this.cancel.values()) cancel();
    this.cancel.clear();
  }

  /** To be told after every change of a rule. */
  changed(name: string): void {
    this.cancel.get(name)?.();
    this.cancel.delete(name);
    const rule = this.rules.get(name);
    if (this.stopped || rule?.state !== 'ENABLED') return;
    const schedule = parseSchedule(rule.scheduleExpression);
    const now = this.lab.clock.now().getTime();
    const at = schedule && nextRun(schedule, rule.setAt, now);
    if (at === undefined) return;
    this.cancel.set(name, this.lab.clock.after(Math.min(at - now, LONGEST_WAIT), () => this.wake(name, at)));
  }

  private wake(name: string, at: number): void {
    const rule = this.rules.get(name);
    if (rule && this.lab.clock.now().getTime() >= at) for (const target of rule.targets) void this.run(rule, target, at);
    this.changed(name);
  }

  private async run(rule: RuleRecord, target: TargetRecord, at: number): Promise<void> {
    try {
      await (targetKind(target.Arn) === 'ecs' ? this.runTask(rule, target) : this.runFunction(rule, target, at));
    } catch (error) {
      this.lab.log.warn(`rule ${rule.name}: target ${target.Id}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  private async runTask({ name }: RuleRecord, target: TargetRecord): Promise<void> {
    const principal = { ...rolePrincipal(target.RoleArn ?? '', randomUUID().replaceAll('-', '')), invokedBy: 'events.amazonaws.com' };
    const { failures = [] } = await this.lab.invoke<{ readonly failures?: readonly { readonly reason?: string }[] }>('ecs', 'RunTask', runTaskInput(name, target), principal);
    if (failures.length > 0) this.lab.log.warn(`rule ${name}: target ${target.Id}: ${failures.map(({ reason }) => reason).join(', ')}`);
  }

  private async runFunction({ arn }: RuleRecord, { Arn: FunctionName, Input }: TargetRecord, at: number): Promise<void> {
    const event = {
      'version': '0', 'id': randomUUID(), 'detail-type': 'Scheduled Event', 'source': 'aws.events', 'account': this.lab.accountId,
      'time': new Date(at).toISOString().replace(/\.\d+Z$/, 'Z'), 'region': this.lab.region, 'resources': [arn], 'detail': {},
    };
    await this.lab.invoke('lambda', 'Invoke', { FunctionName, InvocationType: 'Event', Payload: Buffer.from(Input ?? JSON.stringify(event)) },
      { kind: 'service', service: 'events.amazonaws.com', arn: 'events.amazonaws.com' });
  }
}
