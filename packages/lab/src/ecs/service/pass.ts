import type { NetworkConfiguration } from '@aws-sdk/client-ecs';
import type { AlarmLookup } from '../alarm-port';
import { type Provider, chooseProvider } from '../capacity/choose';
import type { Ids } from '../ids';
import type { Candidate } from '../placement/candidate';
import { type Placement, type Random, type Refusal, type Seeker, occupied, place, vacated } from '../placement/place';
import type { DeploymentRecord, Moment, ServiceRecord, TaskDefinitionRecord, TaskRecord } from '../records';
import { createTask } from '../task/create';
import { isChecked, taskHealth } from '../task/health';
import { isProtected } from '../task/protection';
import { type RoleCheck, unassumableRole, unassumableText } from '../task/roles';
import { placementText, replacedText, startedText, stoppedPendingText, stoppedText, withEvent } from './events';
import { orderOf, seekerOf } from './order';

/** Long times of the scheduler, in milliseconds, scaled already. */
export interface SchedulerTimers {
  /** A task without health check counts as healthy only after it has run this long. */
  readonly healthGrace: number;
  readonly throttleStart: number;
  readonly throttleMaximum: number;
  readonly eventRepeat: number;
}

/** All that one look at a service depends on. */
export interface SchedulerInput {
  readonly service: ServiceRecord;
  readonly clusterName: string;
  /** Every task of the service that is still known, stopped ones too. */
  readonly tasks: readonly TaskRecord[];
  readonly candidates: readonly Candidate[];
  /** Capacity providers of the cluster. */
  readonly providers: readonly Provider[];
  readonly definition: (arn: string) => TaskDefinitionRecord | undefined;
  /** Availability zones of a network configuration's subnets; undefined: any. */
  readonly zonesOf?: (configuration: NetworkConfiguration | undefined) => ReadonlySet<string> | undefined;
  /** Absent: there are no alarms. */
  readonly alarm?: AlarmLookup;
  /** Default: every role. */
  readonly assumable?: RoleCheck;
  readonly now: Moment;
  readonly timers: SchedulerTimers;
  readonly random: Random;
  readonly ids: Ids;
}

export interface TaskStop {
  readonly taskArn: string;
  readonly reason: string;
}

export interface Decision {
  readonly service: ServiceRecord;
  readonly stop: readonly TaskStop[];
  readonly start: readonly TaskRecord[];
  /** Look again then, if nothing happens before. */
  readonly wakeAt?: Moment;
}

/** The working copy of one look at a service. */
export class Pass {
  service: ServiceRecord;
  /** Tasks that are to run: those stopped in this pass are gone, those started are there. */
  alive: readonly TaskRecord[];
  candidates: readonly Candidate[];
  private readonly draining: ReadonlySet<string>;
  /** Those that no other event has told of. */
  private readonly toAnnounce = { running: [] as string[], pending: 0, started: [] as string[], replaced: 0 };
  private readonly stops: TaskStop[] = [];
  private readonly starts: TaskRecord[] = [];
  private wakeAt: Moment | undefined;

  constructor(readonly input: SchedulerInput) {
    this.service = input.service;
    this.alive = input.tasks.filter(({ desiredStatus }) => desiredStatus === 'RUNNING');
    this.candidates = input.candidates;
    const draining = input.candidates.filter(({ status }) => status === 'DRAINING');
    this.draining = new Set(draining.map(({ containerInstanceArn }) => containerInstanceArn));
  }

  /** On an instance that is draining: to be replaced elsewhere. */
  isLeaving({ containerInstanceArn = '' }: TaskRecord): boolean {
    return this.draining.has(containerInstanceArn);
  }

  /** Somebody has asked to leave it alone for now. */
  isProtected(task: TaskRecord): boolean {
    if (!isProtected(task, this.input.now)) {
      return false;
    }
    this.wake(task.protectedUntil ?? this.input.now);
    return true;
  }

  /** Its health check has failed and its grace period is over: to be replaced. */
  isCondemned(task: TaskRecord): boolean {
    if (task.lastStatus !== 'RUNNING' || taskHealth(task) !== 'UNHEALTHY') {
      return false;
    }
    const { healthCheckGracePeriodSeconds = 0 } = this.service;
    const graceEnds = (task.startedAt ?? this.input.now) + healthCheckGracePeriodSeconds * 1000;
    if (graceEnds > this.input.now) {
      this.wake(graceEnds);
      return false;
    }
    return true;
  }

  /** Runs and is trusted to: its health check says so, or it has run for the grace time. */
  isHealthy(task: TaskRecord): boolean {
    if (task.lastStatus !== 'RUNNING') {
      return false;
    }
    if (isChecked(task)) {
      return taskHealth(task) === 'HEALTHY';
    }
    const trustedAt = (task.startedAt ?? this.input.now) + this.input.timers.healthGrace;
    if (trustedAt > this.input.now) {
      this.wake(trustedAt);
      return false;
    }
    return true;
  }

  /** Whether tasks of the deployment, of which so many are missing, may be started now. */
  mayStart({ rolloutState, taskDefinitionArn }: DeploymentRecord, missing: number): boolean {
    const { memory: { startAfter } } = this.service;
    if (rolloutState === 'FAILED') {
      return false;
    }
    if (startAfter !== undefined && startAfter > this.input.now) {
      this.wake(startAfter);
      return false;
    }
    const role = unassumableRole(this.input.definition(taskDefinitionArn) ?? {}, this.input.assumable ?? (() => true));
    if (role !== undefined && missing > 0) {
      this.sayOnce(`failed to launch a task with (error ${unassumableText(role)}).`);
      this.wake(this.input.now + this.input.timers.throttleStart);
    }
    return role === undefined;
  }

  say(message: string): void {
    this.service = withEvent(this.service, message, this.input.now, this.input.ids.uuid());
  }

  /** Not again before the repeat time is over or something was started. */
  sayOnce(message: string): void {
    const last = this.service.memory.said[message];
    if (last === undefined || this.input.now - last >= this.input.timers.eventRepeat) {
      this.say(message);
      this.remember({ said: { ...this.service.memory.said, [message]: this.input.now } });
    }
  }

  remember(change: Partial<ServiceRecord['memory']>): void {
    this.service = { ...this.service, memory: { ...this.service.memory, ...change } };
  }

  wake(at: Moment): void {
    this.wakeAt = Math.min(this.wakeAt ?? at, at);
  }

  /** `told`: the caller writes the event. */
  stop(tasks: readonly TaskRecord[], reason: string, told = false): void {
    if (!told) {
      const running = tasks.filter(({ startedAt }) => startedAt !== undefined);
      this.toAnnounce.running.push(...running.map(({ taskArn }) => taskArn));
      this.toAnnounce.pending += tasks.length - running.length;
    }
    const arns = new Set(tasks.map(({ taskArn }) => taskArn));
    this.alive = this.alive.filter(({ taskArn }) => !arns.has(taskArn));
    this.stops.push(...tasks.map(({ taskArn }) => ({ taskArn, reason })));
    const homes = new Set(tasks.map(({ containerInstanceArn }) => containerInstanceArn));
    this.candidates = this.candidates.map((candidate) => !homes.has(candidate.containerInstanceArn) ? candidate : tasks
      .filter(({ containerInstanceArn }) => containerInstanceArn === candidate.containerInstanceArn)
      .reduce((left, task) => vacated(left, task), candidate));
  }

  /** Starts up to `count` tasks of the deployment, `only` on these instances; gives why the first that found no place found none. */
  start(count: number, deployment: DeploymentRecord, only?: readonly Candidate[]): readonly Refusal[] | undefined {
    const before = this.starts.length;
    const refusals = this.place(count, deployment, only);
    this.toAnnounce.started.push(...this.starts.slice(before).map(({ taskArn }) => taskArn));
    return refusals;
  }

  /** Starts one task on one of these instances, for which the caller writes the event. */
  startQuietly(deployment: DeploymentRecord, only: readonly Candidate[]): TaskRecord | undefined {
    const before = this.starts.length;
    this.place(1, deployment, only);
    return this.starts[before];
  }

  /** Of the tasks that this pass has started, so many take the place of unhealthy ones. */
  noteReplaced(unhealthy: number): void {
    this.toAnnounce.replaced = Math.min(unhealthy, this.toAnnounce.started.length);
  }

  private place(count: number, deployment: DeploymentRecord, only?: readonly Candidate[]): readonly Refusal[] | undefined {
    const definition = this.input.definition(deployment.taskDefinitionArn);
    if (definition === undefined) {
      return [];
    }
    const seeker = seekerOf(this.service, definition, this.input.zonesOf?.(this.service.networkConfiguration));
    const allowed = only && new Set(only.map(({ containerInstanceArn }) => containerInstanceArn));
    for (let started = 0; started < count; started++) {
      const provider = this.nextProvider();
      const fitting = this.candidates.filter((candidate) => allowed?.has(candidate.containerInstanceArn) !== false
        && (provider === undefined || candidate.autoScalingGroupName === provider.autoScalingGroupName));
      const found = place(seeker, fitting, this.input.random);
      // one that is for certain instances does not wait for another
      if (found.candidate === undefined && (provider?.managedScaling !== true || only !== undefined)) {
        return found.refusals;
      }
      this.add(definition, deployment, seeker, found, provider);
    }
    return undefined;
  }

  /** Writes the events of what was stopped, started and not placed. */
  announce(refusals: readonly Refusal[] | undefined): void {
    const { running, pending, started, replaced } = this.toAnnounce;
    if (running.length > 0) {
      this.say(stoppedText(running));
    }
    if (pending > 0) {
      this.say(stoppedPendingText(pending));
    }
    if (started.length > 0) {
      this.remember({ said: {} });
      this.say(replaced === 0 ? startedText(started) : `${startedText(started)} ${replacedText(replaced)}`);
    }
    if (refusals !== undefined) {
      this.sayOnce(placementText(refusals));
    }
  }

  decision(): Decision {
    return { service: this.service, stop: this.stops, start: this.starts, wakeAt: this.wakeAt };
  }

  private add(
    definition: TaskDefinitionRecord, deployment: DeploymentRecord, seeker: Seeker, found: Placement, provider: Provider | undefined,
  ): void {
    const order = orderOf(this.service, definition, deployment, this.input.clusterName, provider?.name);
    const { candidate } = found;
    const task = createTask(order, candidate && {
      containerInstanceArn: candidate.containerInstanceArn,
      availabilityZone: candidate.attributes.get('ecs.availability-zone'),
      attributes: architectureOf(candidate),
    }, this.input.now, this.input.ids);
    this.starts.push(task);
    this.alive = [...this.alive, task];
    this.candidates = this.candidates.map((one) => one === candidate ? occupied(one, seeker) : one);
  }

  private nextProvider(): Provider | undefined {
    const strategy = this.service.capacityProviderStrategy ?? [];
    const running = new Map<string, number>();
    for (const { capacityProviderName: name } of this.alive) {
      running.set(name ?? '', (running.get(name ?? '') ?? 0) + 1);
    }
    const name = strategy.length === 0 ? undefined : chooseProvider(strategy, running);
    return this.input.providers.find((provider) => provider.name === name);
  }
}

/** The attribute that every task shows of the instance it is on. */
export function architectureOf(candidate: Candidate): { name: string; value: string }[] {
  const value = candidate.attributes.get('ecs.cpu-architecture');
  return value === undefined ? [] : [{ name: 'ecs.cpu-architecture', value }];
}
