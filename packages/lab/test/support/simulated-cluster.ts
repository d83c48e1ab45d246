import assert from 'node:assert/strict';
import type { PlacementStrategy } from '@aws-sdk/client-ecs';
import type { Ids } from '../../src/ecs/ids';
import { compileConstraints } from '../../src/ecs/placement/constraints';
import { demandOf } from '../../src/ecs/placement/demand';
import { type Placement, type Random, place } from '../../src/ecs/placement/place';
import { RESERVED_TCP_PORTS } from '../../src/ecs/placement/resources';
import { compileStrategies } from '../../src/ecs/placement/strategies';
import type { ContainerInstanceRecord, TaskDefinitionRecord, TaskRecord } from '../../src/ecs/records';
import { TaskBook } from '../../src/ecs/runtime/task-book';
import { createTask } from '../../src/ecs/task/create';
import { transition } from '../../src/ecs/task/transition';
import { MemoryTable } from '../../src/state/memory-table';

export const CLUSTER = 'arn:aws:ecs:us-east-1:123456789012:cluster/simulated';

/** What one simulated task asks for. */
export interface SimulatedTask {
  readonly family?: string;
  readonly cpu: number;
  readonly memory: number;
  readonly tcp?: readonly number[];
  readonly udp?: readonly number[];
  /** Default: host. */
  readonly networkMode?: 'host' | 'awsvpc';
}

export interface SimulatedInstance {
  readonly cpu?: number;
  readonly memory?: number;
  readonly zone?: string;
  readonly type?: string;
}

/** Tasks on instances in the ledger that the lab itself uses; nothing runs and nobody waits. */
export class SimulatedCluster {
  readonly book: TaskBook;
  private made = 0;

  constructor(readonly instances: readonly ContainerInstanceRecord[]) {
    const table = <T>(name: string) => new MemoryTable<T>(name, () => 0, () => undefined);
    this.book = new TaskBook({ tasks: table<TaskRecord>('tasks'), containerInstances: table<ContainerInstanceRecord>('instances') });
    instances.forEach((instance) => this.book.putInstance(instance));
  }

  /** Places a task as RunTask does. */
  run(wanted: SimulatedTask, strategy: readonly PlacementStrategy[], random: Random): { readonly task?: TaskRecord; readonly placement: Placement } {
    const definition = definitionOf(wanted);
    const group = `family:${definition.family}`;
    const placement = place({
      demand: demandOf(definition), group, requiresAttributes: [],
      constraint: compileConstraints([], group), strategy: compileStrategies(strategy, group),
    }, this.book.candidates(CLUSTER), random);
    const { candidate } = placement;
    if (candidate === undefined) {
      return { placement };
    }
    const order = { clusterArn: CLUSTER, group, definition, enableExecuteCommand: false, tags: [] };
    const task = createTask(order, { containerInstanceArn: candidate.containerInstanceArn, attributes: [] }, 0, this.ids);
    this.book.put(task);
    return { task, placement };
  }

  /** It is to stop; what it holds is free for others. */
  stop({ taskArn }: TaskRecord): void {
    const task = this.book.get(taskArn);
    assert.ok(task);
    this.book.put(transition(task, { kind: 'stop', reason: 'enough', at: 0 }));
  }

  /** It has stopped. */
  end({ taskArn }: TaskRecord): void {
    const task = this.book.get(taskArn);
    assert.ok(task);
    this.book.put(transition(task, { kind: 'gone', reason: 'enough', at: 0 }));
  }

  /** Counts all over again, from the tasks alone, and compares with the ledger: nothing is given twice, nothing is lost. */
  expectSound(): void {
    const tasks = new Map<string | undefined, TaskRecord[]>();
    for (const task of this.book.ofCluster(CLUSTER).filter(({ desiredStatus }) => desiredStatus === 'RUNNING')) {
      tasks.set(task.containerInstanceArn, [...tasks.get(task.containerInstanceArn) ?? [], task]);
    }
    for (const { room, containerInstanceArn, groups } of this.book.candidates(CLUSTER)) {
      const mine = tasks.get(containerInstanceArn) ?? [];
      const registered = this.book.instance(containerInstanceArn)?.registeredResources ?? [];
      const total = (name: string) => registered.find((one) => one.name === name)?.integerValue ?? 0;
      const sum = (of: (task: TaskRecord) => number) => mine.reduce((all, task) => all + of(task), 0);
      const [tcp, udp] = [mine.flatMap(({ demand }) => demand.tcp), mine.flatMap(({ demand }) => demand.udp)];
      assert.equal(room.cpu, total('CPU') - sum(({ demand }) => demand.cpu));
      assert.equal(room.memory, total('MEMORY') - sum(({ demand }) => demand.memory));
      assert.ok(room.cpu >= 0 && room.memory >= 0 && (room.interfaces ?? 0) >= 0);
      assert.equal(room.interfaces, limitOf(this.book.instance(containerInstanceArn)) - 1 - sum(({ demand }) => demand.interfaces ?? 0));
      assert.deepEqual([...room.tcp].sort(), [...RESERVED_TCP_PORTS, ...tcp].sort());
      assert.deepEqual([...room.udp].sort(), [...udp].sort());
      assert.equal([...groups.values()].reduce((all, count) => all + count, 0), mine.length);
    }
  }

  private readonly ids: Ids = {
    hex: () => `${++this.made}`.padStart(32, '0'), uuid: () => `${++this.made}`, deployment: () => `${++this.made}`,
  };
}

const LIMIT: Readonly<Record<string, number>> = { 't3.micro': 2, 't3.medium': 3, 'm5.xlarge': 4 };
/** Types whose number of network interfaces `expectSound` knows. */
export const SIMULATED_TYPES = Object.keys(LIMIT);

const limitOf = (instance: ContainerInstanceRecord | undefined) =>
  LIMIT[instance?.attributes.find(({ name }) => name === 'ecs.instance-type')?.value ?? ''] ?? Number.NaN;

export function simulatedInstance(index: number, { cpu = 2048, memory = 3768, zone = 'a', type = 't3.medium' }: SimulatedInstance = {}): ContainerInstanceRecord {
  return {
    containerInstanceArn: `${CLUSTER.replace(':cluster/', ':container-instance/')}/${index}`,
    clusterArn: CLUSTER, ec2InstanceId: `i-${index}`, status: 'ACTIVE', agentConnected: true, registeredAt: 0, version: 1, tags: [],
    registeredResources: [
      { name: 'CPU', type: 'INTEGER', integerValue: cpu },
      { name: 'MEMORY', type: 'INTEGER', integerValue: memory },
      { name: 'PORTS', type: 'STRINGSET', stringSetValue: RESERVED_TCP_PORTS.map(String) },
      { name: 'PORTS_UDP', type: 'STRINGSET', stringSetValue: [] },
    ],
    attributes: [{ name: 'ecs.availability-zone', value: zone }, { name: 'ecs.instance-type', value: type }],
    versionInfo: { agentVersion: '1.105.1' },
  };
}

export function definitionOf({ family = 'demo', cpu, memory, tcp = [], udp = [], networkMode = 'host' }: SimulatedTask): TaskDefinitionRecord {
  const port = (protocol: 'tcp' | 'udp') => (number: number) => ({ containerPort: number, hostPort: number, protocol });
  return {
    taskDefinitionArn: `${CLUSTER.replace(/:cluster.*/, '')}:task-definition/${family}:1`, family, revision: 1, status: 'ACTIVE', networkMode,
    containerDefinitions: [{ name: 'main', image: 'main', cpu, memory, portMappings: [...tcp.map(port('tcp')), ...udp.map(port('udp'))] }],
    requiresAttributes: [], compatibilities: [], registeredAt: 0, tags: [],
  };
}
