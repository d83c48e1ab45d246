import type { Candidate } from '../placement/candidate';
import { occupied, vacated } from '../placement/place';
import { registeredRoom } from '../placement/resources';
import type { ContainerInstanceRecord, TaskRecord } from '../records';
import type { EcsTables } from '../tables';

/**
 * Tasks and container instances with the indexes and the ledger that placement needs. All writes to the two tables pass here.
 * A task occupies its instance while its desired status is RUNNING.
 */
export class TaskBook {
  private readonly byCluster = new Index();
  private readonly byService = new Index();
  private readonly byInstance = new Index();
  private readonly waiting = new Index();
  private readonly changed = new Map<string, Set<string>>();
  private readonly ledgers = new Map<string, Map<string, Candidate>>();

  constructor(private readonly tables: Pick<EcsTables, 'tasks' | 'containerInstances'>) {
    tables.tasks.list().forEach((task) => this.index(task));
    tables.containerInstances.list().forEach((instance) => this.open(instance));
  }

  /** The instances of a cluster that have changed, or whose tasks have, since they were last taken: all of them at first. */
  takeChanged(clusterArn: string): readonly string[] {
    const taken = [...this.changed.get(clusterArn) ?? []];
    this.changed.delete(clusterArn);
    return taken;
  }

  /** Has the instance looked at again. */
  noteChange(clusterArn: string, containerInstanceArn: string | undefined): void {
    if (containerInstanceArn !== undefined) {
      const changed = this.changed.get(clusterArn) ?? new Set();
      this.changed.set(clusterArn, changed.add(containerInstanceArn));
    }
  }

  get(taskArn: string): TaskRecord | undefined {
    return this.tables.tasks.get(taskArn);
  }

  put(task: TaskRecord): void {
    const before = this.get(task.taskArn);
    this.tables.tasks.put(task.taskArn, task);
    this.index(task);
    const [was, is] = [occupies(before), occupies(task)];
    if (was !== undefined && was !== is) {
      this.change(task.clusterArn, was, (candidate) => vacated(candidate, task));
    }
    if (is !== undefined && was !== is) {
      this.change(task.clusterArn, is, (candidate) => occupied(candidate, task));
    }
  }

  /** Forgets a stopped task. */
  delete(task: TaskRecord): void {
    this.tables.tasks.delete(task.taskArn);
    this.byCluster.delete(task.clusterArn, task.taskArn);
    this.byService.delete(task.serviceArn, task.taskArn);
    this.byInstance.delete(task.containerInstanceArn, task.taskArn);
    this.waiting.delete(task.clusterArn, task.taskArn);
  }

  /** Those of a cluster that wait for an instance or for their network interface. */
  provisioning(clusterArn: string): readonly TaskRecord[] {
    return this.waiting.get(clusterArn);
  }

  ofCluster(clusterArn: string): readonly TaskRecord[] {
    return this.byCluster.get(clusterArn);
  }

  ofService(serviceArn: string): readonly TaskRecord[] {
    return this.byService.get(serviceArn);
  }

  /** Those that have not stopped yet. */
  liveOn(containerInstanceArn: string): readonly TaskRecord[] {
    return this.byInstance.get(containerInstanceArn);
  }

  instance(containerInstanceArn: string): ContainerInstanceRecord | undefined {
    return this.tables.containerInstances.get(containerInstanceArn);
  }

  instances(): readonly ContainerInstanceRecord[] {
    return this.tables.containerInstances.list();
  }

  putInstance(instance: ContainerInstanceRecord): void {
    this.tables.containerInstances.put(instance.containerInstanceArn, instance);
    this.open(instance);
  }

  /** The instances of a cluster that are registered, as placement sees them now. */
  candidates(clusterArn: string): readonly Candidate[] {
    return [...this.ledgers.get(clusterArn)?.values() ?? []];
  }

  candidate(instance: Pick<ContainerInstanceRecord, 'clusterArn' | 'containerInstanceArn'>): Candidate | undefined {
    return this.ledgers.get(instance.clusterArn)?.get(instance.containerInstanceArn);
  }

  private index(task: TaskRecord): void {
    this.byCluster.put(task.clusterArn, task);
    this.byService.put(task.serviceArn, task);
    this.noteChange(task.clusterArn, task.containerInstanceArn);
    if (task.lastStatus === 'PROVISIONING') {
      this.waiting.put(task.clusterArn, task);
    } else {
      this.waiting.delete(task.clusterArn, task.taskArn);
    }
    if (task.lastStatus === 'STOPPED') {
      this.byInstance.delete(task.containerInstanceArn, task.taskArn);
    } else {
      this.byInstance.put(task.containerInstanceArn, task);
    }
  }

  private open(instance: ContainerInstanceRecord): void {
    const ledger = this.ledgers.get(instance.clusterArn) ?? new Map<string, Candidate>();
    this.ledgers.set(instance.clusterArn, ledger);
    this.noteChange(instance.clusterArn, instance.containerInstanceArn);
    if (instance.status === 'INACTIVE') {
      ledger.delete(instance.containerInstanceArn);
      return;
    }
    const tasks = this.liveOn(instance.containerInstanceArn).filter((task) => occupies(task) !== undefined);
    ledger.set(instance.containerInstanceArn, tasks.reduce((candidate, task) => occupied(candidate, task), emptyCandidate(instance)));
  }

  private change(clusterArn: string, containerInstanceArn: string, work: (candidate: Candidate) => Candidate): void {
    const ledger = this.ledgers.get(clusterArn);
    const candidate = ledger?.get(containerInstanceArn);
    if (ledger !== undefined && candidate !== undefined) {
      ledger.set(containerInstanceArn, work(candidate));
    }
  }
}

/** The instance on which the task takes room. */
function occupies(task: TaskRecord | undefined): string | undefined {
  return task?.desiredStatus === 'RUNNING' ? task.containerInstanceArn : undefined;
}

function emptyCandidate(instance: ContainerInstanceRecord): Candidate {
  return {
    containerInstanceArn: instance.containerInstanceArn,
    ec2InstanceId: instance.ec2InstanceId,
    status: instance.status,
    agentConnected: instance.agentConnected,
    agentVersion: instance.versionInfo.agentVersion ?? '',
    registeredAt: instance.registeredAt,
    attributes: new Map(instance.attributes.map(({ name = '', value }) => [name, value])),
    room: registeredRoom(instance),
    groups: new Map(),
    autoScalingGroupName: instance.autoScalingGroupName,
  };
}

/** Tasks by some key, in order of creation. */
class Index {
  private readonly entries = new Map<string, Map<string, TaskRecord>>();

  get(key: string): readonly TaskRecord[] {
    return [...this.entries.get(key)?.values() ?? []];
  }

  put(key: string | undefined, task: TaskRecord): void {
    if (key !== undefined) {
      const tasks = this.entries.get(key) ?? new Map<string, TaskRecord>();
      this.entries.set(key, tasks.set(task.taskArn, task));
    }
  }

  delete(key: string | undefined, taskArn: string): void {
    const tasks = this.entries.get(key ?? '');
    tasks?.delete(taskArn);
    if (tasks?.size === 0) {
      this.entries.delete(key ?? '');
    }
  }
}
