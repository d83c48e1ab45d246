import type { Attribute, Resource } from '@aws-sdk/client-ecs';
import { maximumInterfaces } from '../../network/interface-limits';

/** What a task takes from an instance. */
export interface Demand {
  /** CPU units, 1024 a vCPU. */
  readonly cpu: number;
  /** MiB. */
  readonly memory: number;
  readonly tcp: readonly number[];
  readonly udp: readonly number[];
  /** Network interfaces: one for an awsvpc task. */
  readonly interfaces?: number;
}

/** What is left of an instance: free cpu and memory, and the ports that are *taken*, as ECS counts them. */
export interface Room {
  readonly cpu: number;
  readonly memory: number;
  readonly tcp: ReadonlySet<number>;
  readonly udp: ReadonlySet<number>;
  /** Network interfaces that can still be attached. */
  readonly interfaces?: number;
}

/** What a container instance registered. */
export interface RegisteredInstance {
  readonly registeredResources: readonly Resource[];
  readonly attributes: readonly Attribute[];
}

export type Shortage = 'RESOURCE:CPU' | 'RESOURCE:MEMORY' | 'RESOURCE:PORTS' | 'RESOURCE:ENI';

/** The agent keeps these for ssh, the Docker daemon and itself. */
export const RESERVED_TCP_PORTS: readonly number[] = [22, 2376, 2375, 51678, 51679];

/** Reserved and static host ports of one instance, TCP and UDP together. */
export const MAXIMUM_HOST_PORTS = 100;

/** The first of cpu, memory, ports and interfaces that does not suffice. */
export function shortage(room: Room, demand: Demand): Shortage | undefined {
  if (demand.cpu > room.cpu) {
    return 'RESOURCE:CPU';
  }
  if (demand.memory > room.memory) {
    return 'RESOURCE:MEMORY';
  }
  const taken = demand.tcp.some((port) => room.tcp.has(port)) || demand.udp.some((port) => room.udp.has(port));
  const total = room.tcp.size + room.udp.size + demand.tcp.length + demand.udp.length;
  const full = demand.tcp.length + demand.udp.length > 0 && total > MAXIMUM_HOST_PORTS;
  if (taken || full) {
    return 'RESOURCE:PORTS';
  }
  return (demand.interfaces ?? 0) > (room.interfaces ?? 0) ? 'RESOURCE:ENI' : undefined;
}

export function take(room: Room, demand: Demand): Room {
  return {
    ...room,
    ...interfaces(room, -(demand.interfaces ?? 0)),
    cpu: room.cpu - demand.cpu,
    memory: room.memory - demand.memory,
    tcp: demand.tcp.length === 0 ? room.tcp : new Set([...room.tcp, ...demand.tcp]),
    udp: demand.udp.length === 0 ? room.udp : new Set([...room.udp, ...demand.udp]),
  };
}

/** Gives back what `take` took. */
export function giveBack(room: Room, demand: Demand): Room {
  return {
    ...room,
    ...interfaces(room, demand.interfaces ?? 0),
    cpu: room.cpu + demand.cpu,
    memory: room.memory + demand.memory,
    tcp: without(room.tcp, demand.tcp),
    udp: without(room.udp, demand.udp),
  };
}

const interfaces = (room: Room, change: number): Pick<Room, 'interfaces'> => change === 0 ? {} : { interfaces: (room.interfaces ?? 0) + change };

/** The room of an instance that runs nothing: what its agent registered, and the interfaces of its type besides its own one. */
export function registeredRoom({ registeredResources: resources, attributes }: RegisteredInstance): Room {
  const instanceType = attributes.find(({ name }) => name === 'ecs.instance-type')?.value;
  const named = (name: string) => resources.find((resource) => resource.name === name);
  const ports = (name: string) => new Set((named(name)?.stringSetValue ?? []).map(Number));
  return {
    cpu: named('CPU')?.integerValue ?? 0,
    memory: named('MEMORY')?.integerValue ?? 0,
    tcp: ports('PORTS'),
    udp: ports('PORTS_UDP'),
    ...instanceType === undefined ? {} : { interfaces: maximumInterfaces(instanceType) - 1 },
  };
}

/** A room in the wire form of `registeredResources` and `remainingResources`. */
export function roomAsResources(room: Room): Resource[] {
  const integer = (name: string, integerValue: number): Resource => ({ name, type: 'INTEGER', integerValue, longValue: 0, doubleValue: 0 });
  const set = (name: string, ports: ReadonlySet<number>): Resource => (
    { name, type: 'STRINGSET', stringSetValue: [...ports].map(String), integerValue: 0, longValue: 0, doubleValue: 0 });
  return [integer('CPU', room.cpu), integer('MEMORY', room.memory), set('PORTS', room.tcp), set('PORTS_UDP', room.udp)];
}

function without(ports: ReadonlySet<number>, gone: readonly number[]): ReadonlySet<number> {
  return gone.length === 0 ? ports : new Set([...ports].filter((port) => !gone.includes(port)));
}
