import { ids } from './tasks';
import { HostPortDemand, planFindings } from '../../../src/check/rules/host-port-demand';

const demand = (over: Partial<HostPortDemand>): HostPortDemand => ({ port: 80, protocol: 'tcp', services: ['App/Proxy'], tasks: 0, everyInstance: 0, ...over });

test.each<[string, HostPortDemand[], { min: number; max: number }, string[]]>([
  ['as many tasks as instances', [demand({ tasks: 2 })], { min: 2, max: 4 }, []],
  ['more tasks than certain instances', [demand({ tasks: 3 })], { min: 2, max: 4 }, ['warning hostPortDemand']],
  ['as many tasks as the most instances', [demand({ tasks: 4 })], { min: 2, max: 4 }, ['warning hostPortDemand']],
  ['more tasks than instances', [demand({ tasks: 5 })], { min: 2, max: 4 }, ['error hostPortDemand']],
  ['no tasks', [demand({ tasks: 0 })], { min: 0, max: 0 }, []],
  ['a service on every instance', [demand({ everyInstance: 1 })], { min: 1, max: 1 }, []],
  ['two services on every instance', [demand({ everyInstance: 2 })], { min: 1, max: 9 }, ['error hostPortConflict']],
  ['one service on every instance and one task', [demand({ everyInstance: 1, tasks: 1 })], { min: 1, max: 9 }, ['error hostPortConflict']],
  ['many ports', Array.from({ length: 96 }, (_, port) => demand({ port: port + 1 })), { min: 1, max: 1 }, ['warning tooManyPorts']],
  ['many ports on every instance', Array.from({ length: 96 }, (_, port) => demand({ port: port + 1, everyInstance: 1 })), { min: 1, max: 1 }, ['error tooManyPorts']],
])('%s', (_, demands, instances, expected) => {
  expect(ids(planFindings(demands, instances))).toEqual(expected);
});

test('names the port, the services and the cure', () => {
  expect(planFindings([demand({ tasks: 5 })], { min: 2, max: 4 })[0].message).toBe('each instance gives TCP host port 80 to one task: App/Proxy would run 5 tasks, '
    + 'allowed are 4, the largest number of instances; raise maxCapacity, run fewer tasks, or use another port or capacity');
});
