import type { TaskStopCode } from '@aws-sdk/client-ecs';
import type { AwsTimer } from '../clock/timers';
import { scaled } from '../clock/timers';
import type { Lab } from '../lab';
import type { ContainerAgents, TaskReports } from './agent-port';
import type { AlarmLookup } from './alarm-port';
import { EcsArns } from './arns';
import { providersOf } from './capacity/providers';
import { type Ids, randomIds } from './ids';
import type { Random } from './placement/place';
import type { ClusterRecord, ContainerInstanceRecord, ServiceRecord, TaskRecord } from './records';
import type { TaskInterfaces } from './interface-port';
import { Handover } from './runtime/handover';
import { Registrations, type RegistrationsParts } from './runtime/registrations';
import { Retention } from './runtime/retention';
import { TaskBook } from './runtime/task-book';
import { TaskNetworks } from './runtime/task-networks';
import { placeWaiting } from './runtime/waiting';
import { architectureOf, type SchedulerTimers } from './service/pass';
import { type Daemon, withDaemonsReserved } from './service/reservation';
import { seekerOf } from './service/order';
import { withHistory } from './service/history';
import { schedule } from './service/scheduler';
import { type EcsTables, ecsTables } from './tables';
import type { RoleCheck } from './task/roles';
import { type TaskEvent, transition } from './task/transition';

export interface ControlPlaneParts {
  readonly lab: Pick<Lab, 'accountId' | 'region' | 'store' | 'clock' | 'timeScale' | 'log'>;
  readonly agents: ContainerAgents;
  /** Absent: tasks in awsvpc mode cannot run. */
  readonly interfaces?: TaskInterfaces;
  /** Absent: there is no Cloud Map. */
  readonly registry?: RegistrationsParts['registry'];
  /** Absent: there are no alarms. */
  readonly alarm?: AlarmLookup;
  /** Default: every role. */
  readonly assumable?: RoleCheck;
  /** Default: node:crypto. */
  readonly ids?: Ids;
  /** Picks among equally good instances. Default: Math.random. */
  readonly random?: Random;
}

/**
 * Applies what the pure parts decide: keeps the records, talks to the agents, looks again when something has happened. It works in one
 * thread and by events only; everything that it must know after a restart is in the store.
 */
export class EcsControlPlane {
  readonly tables: EcsTables;
  readonly arns: EcsArns;
  readonly book: TaskBook;
  readonly ids: Ids;
  readonly random: Random;
  readonly networks: TaskNetworks;
  readonly assumable: RoleCheck;
  readonly registrations: Registrations;
  private readonly handover: Handover;
  private readonly retention: Retention;
  private readonly timers: SchedulerTimers;
  private readonly wakes = new Map<string, () => void>();
  private readonly touched = new Set<string>();
  private settling = false;
  private filtering = false;
  private waiters: (() => void)[] = [];

  constructor(private readonly parts: ControlPlaneParts) {
    const { lab } = parts;
    this.tables = ecsTables(lab);
    this.arns = new EcsArns(lab);
    this.book = new TaskBook(this.tables);
    this.ids = parts.ids ?? randomIds;
    this.random = parts.random ?? Math.random;
    this.assumable = parts.assumable ?? (() => true);
    this.networks = new TaskNetworks({ interfaces: parts.interfaces, instance: (arn) => this.book.instance(arn), now: () => this.now() });
    this.registrations = new Registrations({ lab, registry: parts.registry, tables: this.tables, instance: (arn) => this.book.instance(arn) });
    this.handover = new Handover({
      network: (task) => this.networks.payload(task),
      book: this.book, agents: parts.agents, definition: (arn) => this.tables.taskDefinitions.get(arn), now: () => this.now(),
      apply: (task, event) => this.apply(task, event),
    });
    const time = (timer: AwsTimer) => scaled(timer, lab.timeScale);
    this.retention = new Retention(lab.clock, time('stoppedTaskRetention'), (taskArn) => this.forget(taskArn));
    this.timers = {
      healthGrace: time('deploymentHealthGrace'),
      throttleStart: time('serviceThrottleStart'),
      throttleMaximum: time('serviceThrottleMaximum'),
      eventRepeat: time('serviceEventRepeat'),
    };
  }

  /** Takes up where the last run of the lab ended: agents report their connection anew, services are looked at. */
  start(): void {
    for (const instance of this.book.instances()) {
      if (instance.status !== 'INACTIVE') {
        this.connection(instance.containerInstanceArn, this.parts.agents.get(instance.containerInstanceArn) !== undefined);
      }
    }
    for (const task of this.tables.tasks.list()) {
      if (task.lastStatus === 'STOPPED') {
        this.retention.add(task.taskArn, task.stoppedAt ?? task.createdAt);
      }
    }
    this.tables.clusters.list().forEach(({ clusterArn }) => this.touch(clusterArn));
  }

  /** Resolves when the scheduler has next looked at anything: ask again then what has become of it. */
  nextChange(): Promise<void> {
    return new Promise((resolve) => this.waiters.push(resolve));
  }

  /** Cancels what is still to come. */
  stop(): void {
    this.retention.stop();
    this.wakes.forEach((cancel) => cancel());
    this.wakes.clear();
  }

  now(): number {
    return this.parts.lab.clock.now().getTime();
  }

  /** Keeps new tasks and sees that their agents get them. */
  addTask(task: TaskRecord): void {
    this.book.put(task);
    this.touch(task.clusterArn);
  }

  /** Keeps a change to a task that nothing has happened to, for example its protection. */
  saveTask(task: TaskRecord): void {
    this.book.put(task);
    this.touch(task.clusterArn);
  }

  /** The first reason counts; gives the task as it is then. */
  stopTask(task: TaskRecord, reason: string, code?: TaskStopCode): TaskRecord {
    return this.apply(task, { kind: 'stop', code, reason, at: this.now() });
  }

  /** No agent will tell about the task any more. */
  loseTask(task: TaskRecord, reason: string, code?: TaskStopCode): void {
    this.apply(task, { kind: 'gone', code, reason, at: this.now() });
  }

  saveService(service: ServiceRecord): void {
    this.tables.services.put(service.serviceArn, service);
    const before = this.tables.serviceHistories.get(service.serviceArn);
    const history = withHistory(service, before, this.now());
    if (history !== before) {
      this.tables.serviceHistories.put(service.serviceArn, history);
    }
    this.touch(service.clusterArn);
  }

  saveInstance(instance: ContainerInstanceRecord): void {
    this.book.putInstance({ ...instance, version: instance.version + 1 });
    this.touch(instance.clusterArn);
  }

  /** The machine is gone for good: deregisters its container instances and loses their tasks. */
  instanceTerminated(ec2InstanceId: string): void {
    for (const instance of this.book.instances()) {
      if (instance.ec2InstanceId === ec2InstanceId && instance.status !== 'INACTIVE') {
        this.deregister(instance, `Host EC2 (instance ${ec2InstanceId}) terminated.`, 'TerminationNotice');
      }
    }
  }

  /** Takes an instance out of its cluster; its tasks are lost for the given reason. */
  deregister(instance: ContainerInstanceRecord, reason: string, code?: TaskStopCode): void {
    const agent = this.parts.agents.get(instance.containerInstanceArn);
    const tasks = this.book.liveOn(instance.containerInstanceArn);
    this.saveInstance({ ...instance, status: 'INACTIVE', agentConnected: false });
    for (const task of tasks) {
      this.loseTask(task, reason, code);
      agent?.stop(task.taskArn);
    }
  }

  /** Looks at the cluster as soon as the running call has returned. */
  touch(clusterArn: string): void {
    this.touched.add(clusterArn);
    if (!this.settling) {
      this.settling = true;
      queueMicrotask(() => this.settle());
    }
  }

  /** Security groups or addresses have changed: tells the agents of awsvpc tasks what may pass now. */
  filtersChanged(): void {
    if (!this.filtering) {
      this.filtering = true;
      queueMicrotask(() => this.sendFilters());
    }
  }

  private sendFilters(): void {
    this.filtering = false;
    for (const { containerInstanceArn } of this.book.instances()) {
      const agent = this.parts.agents.get(containerInstanceArn);
      for (const task of agent === undefined ? [] : this.book.liveOn(containerInstanceArn).filter(({ handed }) => handed)) {
        const network = this.networks.payload(task);
        if (network !== undefined) {
          agent?.filter?.(task.taskArn, network.rules);
        }
      }
    }
  }

  /** What the agents tell. */
  readonly reports: TaskReports = {
    connection: (containerInstanceArn, connected) => this.connection(containerInstanceArn, connected),
    changed: (taskArn, containers, times) => {
      const task = this.book.get(taskArn);
      if (task === undefined) {
        this.parts.lab.log.warn(`an agent reports about the task ${taskArn}, which is not known`);
        return;
      }
      this.apply(task, { kind: 'report', containers, ...times, at: this.now() });
    },
  };

  private connection(containerInstanceArn: string, connected: boolean): void {
    const instance = this.book.instance(containerInstanceArn);
    if (instance === undefined || instance.status === 'INACTIVE') {
      this.parts.lab.log.warn(`an agent reports for the container instance ${containerInstanceArn}, which is not registered`);
      return;
    }
    if (instance.agentConnected !== connected) {
      this.saveInstance({ ...instance, agentConnected: connected });
    }
    const agent = connected ? this.parts.agents.get(containerInstanceArn) : undefined;
    if (agent !== undefined) {
      this.handover.reconcile(instance, agent);
      this.book.noteChange(instance.clusterArn, containerInstanceArn);
      this.filtersChanged();
      this.touch(instance.clusterArn);
    }
  }

  private apply(task: TaskRecord, event: TaskEvent): TaskRecord {
    const before = this.book.get(task.taskArn);
    const next = transition(before ?? task, event);
    if (next === before) {
      return next;
    }
    this.book.put(next);
    this.registrations.follow(before, next);
    if (next.lastStatus === 'STOPPED') {
      this.networks.release(next);
      this.retention.add(next.taskArn, next.stoppedAt ?? this.now());
    }
    this.touch(next.clusterArn);
    return next;
  }

  private forget(taskArn: string): void {
    const task = this.book.get(taskArn);
    if (task !== undefined) {
      this.book.delete(task);
    }
  }

  private settle(): void {
    for (let round = 0; this.touched.size > 0; round++) {
      const clusters = [...this.touched];
      this.touched.clear();
      if (round === MAXIMUM_ROUNDS) {
        this.parts.lab.log.warn(`the scheduler does not come to rest in ${clusters.join(', ')}; it goes on at the next event`);
        break;
      }
      clusters.forEach((clusterArn) => this.attempt(clusterArn));
    }
    this.settling = false;
    const waiters = this.waiters;
    this.waiters = [];
    waiters.forEach((resolve) => resolve());
  }

  private attempt(clusterArn: string): void {
    try {
      this.settleCluster(clusterArn);
    } catch (error) {
      this.parts.lab.log.warn(`the scheduler failed in ${clusterArn}: ${error instanceof Error ? error.stack ?? error.message : String(error)}`);
    }
  }

  private settleCluster(clusterArn: string): void {
    const cluster = this.tables.clusters.get(clusterArn);
    if (cluster === undefined) {
      return;
    }
    this.settleWaiting(cluster);
    this.book.provisioning(clusterArn)
      .filter((task) => task.containerInstanceArn !== undefined && task.desiredStatus === 'RUNNING')
      .forEach((task) => this.apply(task, this.networks.attach(task)));
    this.updateAgents(clusterArn);
    const services = this.tables.services.list().filter((service) => service.clusterArn === clusterArn && service.status !== 'INACTIVE');
    // daemons are placed first
    const isDaemon = ({ schedulingStrategy }: ServiceRecord) => schedulingStrategy === 'DAEMON';
    for (const service of [...services.filter(isDaemon), ...services.filter((one) => !isDaemon(one))]) {
      this.settleService(service, cluster);
    }
  }

  private updateAgents(clusterArn: string): void {
    const changed = this.book.takeChanged(clusterArn);
    for (const [index, containerInstanceArn] of changed.entries()) {
      const instance = this.book.instance(containerInstanceArn);
      try {
        if (instance !== undefined && instance.status !== 'INACTIVE') {
          this.handover.update(instance);
        }
      } catch (error) {
        changed.slice(index).forEach((left) => this.book.noteChange(clusterArn, left));
        throw error;
      }
    }
  }

  private settleWaiting(cluster: ClusterRecord): void {
    const waiting = this.book.provisioning(cluster.clusterArn).filter(({ containerInstanceArn }) => containerInstanceArn === undefined);
    waiting.filter(({ desiredStatus }) => desiredStatus === 'STOPPED').forEach((task) => this.handover.dismiss(task));
    const placed = placeWaiting({
      tasks: waiting.filter(({ desiredStatus }) => desiredStatus === 'RUNNING'),
      candidates: withDaemonsReserved(this.book.candidates(cluster.clusterArn), this.daemonsOf(cluster)),
      providers: providersOf(cluster, this.tables),
      definition: (arn) => this.tables.taskDefinitions.get(arn),
      zonesOf: (configuration) => this.networks.zonesOf(configuration),
      random: this.random,
    });
    for (const { task, candidate } of placed) {
      this.apply(task, {
        kind: 'placed', containerInstanceArn: candidate.containerInstanceArn,
        availabilityZone: candidate.attributes.get('ecs.availability-zone'), attributes: architectureOf(candidate),
      });
    }
  }

  private daemonsOf({ clusterArn }: ClusterRecord): readonly Daemon[] {
    const daemons = this.tables.services.list().filter((service) => service.clusterArn === clusterArn && service.status === 'ACTIVE'
      && service.schedulingStrategy === 'DAEMON');
    return daemons.flatMap((service) => {
      const definition = this.tables.taskDefinitions.get(service.taskDefinitionArn);
      const alive = this.tasksOf(service).filter(({ desiredStatus }) => desiredStatus === 'RUNNING');
      return definition === undefined ? [] : [{
        seeker: seekerOf(service, definition, this.networks.zonesOf(service.networkConfiguration)),
        homes: new Set(alive.map(({ containerInstanceArn }) => containerInstanceArn)),
      }];
    });
  }

  private settleService(service: ServiceRecord, cluster: ClusterRecord): void {
    const candidates = this.book.candidates(cluster.clusterArn);
    const decision = schedule({
      service,
      clusterName: cluster.clusterName,
      tasks: this.tasksOf(service),
      candidates: service.schedulingStrategy === 'DAEMON' ? candidates : withDaemonsReserved(candidates, this.daemonsOf(cluster)),
      providers: providersOf(cluster, this.tables),
      definition: (arn) => this.tables.taskDefinitions.get(arn),
      zonesOf: (configuration) => this.networks.zonesOf(configuration),
      alarm: this.parts.alarm,
      assumable: this.assumable,
      now: this.now(),
      timers: this.timers,
      random: this.random,
      ids: this.ids,
    });
    for (const { taskArn, reason } of decision.stop) {
      const task = this.book.get(taskArn);
      if (task !== undefined) {
        this.stopTask(task, reason, 'ServiceSchedulerInitiated');
      }
    }
    decision.start.forEach((task) => this.addTask(task));
    if (JSON.stringify(decision.service) !== JSON.stringify(service)) {
      this.saveService(decision.service);
    }
    this.wakes.get(service.serviceArn)?.();
    this.wakes.delete(service.serviceArn);
    if (decision.wakeAt !== undefined) {
      const wake = () => this.touch(service.clusterArn);
      this.wakes.set(service.serviceArn, this.parts.lab.clock.after(Math.max(1, decision.wakeAt - this.now()), wake));
    }
  }

  /** Every task of the service that is still known; one of an earlier service of the same name is not. */
  tasksOf(service: ServiceRecord): readonly TaskRecord[] {
    return this.book.ofService(service.serviceArn).filter(({ createdAt }) => createdAt >= service.createdAt);
  }
}

/** More looks in a row than any change needs. */
const MAXIMUM_ROUNDS = 1000;
