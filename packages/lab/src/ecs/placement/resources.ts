import type { Resource } from '@aws-sdk/client-ecs';

/** What a task takes from an instance. */
export interface Demand {
  /** CPU units, 1024 a vCPU. */
  readonly cpu: number;
  /** MiB. */
  readonly memory: number;
  readonly tcp: readonly number[];
  readonly udp: readonly number[];
}

/** What is left of an instance: free cpu and memory, and the ports that are *taken*, as ECS counts them. */
export interface Room {
  readonly cpu: number;
  readonly memory: number;
  readonly tcp: ReadonlySet<number>;
  readonly udp: ReadonlySet<number>;
}

export type Shortage = 'RESOURCE:CPU' | 'RESOURCE:MEMORY' | 'RESOURCE:PORTS';

/** The agent keeps these for ssh, the Docker daemon and itself. */
export const RESERVED_TCP_PORTS: readonly number[] = [22, 2376, 2375, 51678, 51679];

/** Reserved and static host ports of one instance, TCP and UDP together. */
export const MAXIMUM_HOST_PORTS = 100;

/** The first of cpu, memory and ports that does not suffice. */
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
  return taken || full ? 'RESOURCE:PORTS' : undefined;
}

export function take(room: Room, demand: Demand): Room {
  return {
    cpu: room.cpu - demand.cpu,
    memory: room.memory - demand.memory,
    tcp: demand.tcp.length === 0 ? room.tcp : new Set([...room.tcp, ...demand.tcp]),
    udp: demand.udp.length === 0 ? room.udp : new Set([...room.udp, ...demand.udp]),
  };
}

/** Gives back what `take` took. */
export function giveBack(room: Room, demand: Demand): Room {
  return {
    cpu: room.cpu + demand.cpu,
    memory: room.memory + demand.memory,
    tcp: without(room.tcp, demand.tcp),
    udp: without(room.udp, demand.udp),
  };
}

/** The room of an instance that runs nothing, from what its agent registered. */
export function registeredRoom(resources: readonly Resource[]): Room {
  const named = (name: string) => resources.find((resource) => resource.name === name);
  const ports = (name: string) => new Set((named(name)?.stringSetValue ?? []).map(Number));
  return {
    cpu: named('CPU')?.integerValue ?? 0,
    memory: named('MEMORY')?.integerValue ?? 0,
    tcp: ports('PORTS'),
    udp: ports('PORTS_UDP'),
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
