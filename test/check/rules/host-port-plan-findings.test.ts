import { ids } from './tasks';
import { Claim, Instances } from '../../../src/check/private/host-port-claims';
import { planFindings } from '../../../src/check/rules/host-port-plan-findings';

const instances = (path: string, min: number, max = min, managedScaling = false): Instances => ({ path, min, max, managedScaling });
const EDGE = instances('Edge', 2, 4);
const ONE = instances('One', 1);
const TWO = instances('Two', 1);

const claim = (path: string, over: Partial<Claim> = {}): Claim => {
  const tasks = over.tasks ?? (over.everyInstance ? 0 : 1);
  return { path, ports: ['80/tcp'], tasks, mostTasks: tasks, everyInstance: false, reach: [EDGE], constrained: false, ...over };
};
const shares = (one: number, two: number) => new Map([['One', { tasks: one, roaming: one }], ['Two', { tasks: two, roaming: two }]]);
const ports = (count: number) => Array.from({ length: count }, (_, index) => `${index + 1}/tcp`);

test.each<[string, Claim[], string[]]>([
  ['as many tasks as instances', [claim('A', { tasks: 2 })], []],
  ['more tasks than certain instances', [claim('A', { tasks: 3 })], ['warning hostPortDemand']],
  ['as many tasks as the most instances', [claim('A', { tasks: 4 })], ['warning hostPortDemand']],
  ['more tasks than instances', [claim('A', { tasks: 5 })], ['error hostPortDemand']],
  ['instances that ECS starts', [claim('A', { tasks: 4, reach: [instances('Edge', 0, 4, true)] })], []],
  ['no tasks', [claim('A', { tasks: 0, reach: [instances('Edge', 0)] })], []],
  ['a service on every instance', [claim('A', { everyInstance: true })], []],
  ['two services on every instance', [claim('A', { everyInstance: true }), claim('B', { everyInstance: true })], ['error hostPortConflict']],
  ['one service on every instance and one task', [claim('A', { everyInstance: true }), claim('B')], ['error hostPortConflict']],
  ['services on every instance of different capacities', [claim('A', { everyInstance: true, reach: [ONE] }), claim('B', { everyInstance: true, reach: [TWO] })], []],
  ['a task that may meet a service on every instance', [claim('A', { everyInstance: true, reach: [ONE] }), claim('B', { reach: [ONE, TWO] })], ['warning hostPortOrder']],
  ['what auto scaling may ask', [claim('A', { tasks: 2, mostTasks: 9 })], ['warning hostPortDemand']],
  ['what auto scaling gets', [claim('A', { tasks: 2, mostTasks: 4 })], []],
  ['other ports', [claim('A', { tasks: 2 }), claim('B', { tasks: 2, ports: ['80/udp'] })], []],
  ['capacities of their own', [claim('A', { reach: [ONE] }), claim('B', { reach: [TWO] })], []],
  ['more than two capacities have together', [claim('A', { reach: [ONE] }), claim('B', { reach: [TWO] }), claim('C', { reach: [ONE, TWO] })], ['error hostPortDemand']],
  ['more than two of three capacities have', [
    claim('A', { reach: [ONE] }), claim('B', { reach: [ONE, TWO], tasks: 2 }), claim('C', { reach: [ONE, TWO, EDGE] })], ['error hostPortDemand']],
  ['a task that may take the only place of another', [claim('A', { reach: [ONE] }), claim('B', { reach: [ONE, TWO] })], ['warning hostPortOrder']],
  ['the same where a constraint may keep them apart', [claim('A', { reach: [ONE], constrained: true }), claim('B', { reach: [ONE, TWO] })], []],
  ['two ports that others may take on different instances', [
    claim('A', { ports: ['80/tcp', '81/tcp'] }), claim('B'), claim('C', { ports: ['81/tcp'] })], ['warning hostPortOrder']],
  ['a strategy that divides its tasks badly', [claim('A', { tasks: 2, reach: [ONE, TWO], shares: shares(2, 0) })], ['warning hostPortDemand']],
  ['a strategy that divides its tasks well', [claim('A', { tasks: 2, reach: [ONE, TWO], shares: shares(1, 1) })], []],
  ['too many tasks on the last of many capacities', [
    ...Array.from({ length: 40 }, (_, index) => claim(`A${index}`, { reach: [instances(`C${index}`, 1)] })), claim('B', { reach: [instances('C39', 1)] })],
  ['error hostPortDemand']],
  ['many ports', ports(96).map((port) => claim(port, { ports: [port] })), ['warning tooManyPorts']],
  ['more ports than the instances reserve', ports(96).map((port) => claim(port, { ports: [port], reach: [ONE] })), ['error tooManyPorts']],
  ['many ports on every instance', ports(96).map((port) => claim(port, { ports: [port], everyInstance: true })), ['error tooManyPorts']],
])('%s', (_, claims, expected) => {
  expect([...new Set(ids(planFindings(claims)))]).toEqual(expected);
});

test('names the port, the services and the cure', () => {
  expect(planFindings([claim('App/Proxy', { tasks: 5 })])[0].message).toBe('each instance gives TCP host port 80 to one task: App/Proxy would run 5 tasks, '
    + 'allowed are 4, the largest number of instances; raise maxCapacity, run fewer tasks, or use another port or capacity');
});
