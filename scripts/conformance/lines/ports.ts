import type { ContainerInstance, NetworkMode, RunTaskCommandOutput } from '@aws-sdk/client-ecs';
import { runCli } from '../cli';
import { nginx, sleeping, tcp } from '../definitions';
import { line, type See } from '../line';
import { hostPage } from '../pages';

/** Sees whether nothing was placed, for this reason on this instance. */
export function seeFailure(see: See, what: string, reply: RunTaskCommandOutput, reason: string, arn: string | undefined): void {
  const { tasks, failures } = reply;
  see(what, failures, tasks?.length === 0 && failures?.length === 1 && failures[0]?.reason === reason && failures[0].arn === arn);
}

const resource = ({ remainingResources }: ContainerInstance, name: string) => remainingResources?.find((one) => one.name === name);
const ports = (instance: ContainerInstance) => resource(instance, 'PORTS')?.stringSetValue ?? [];
const sameSet = (left: readonly string[], right: readonly string[]) => [...left].sort().join() === [...right].sort().join();
/** Sleeps, and says that it uses this port. */
const holder = (family: string, mode: NetworkMode, port: number, protocol: 'tcp' | 'udp' = 'tcp') =>
  sleeping(family, mode, { portMappings: [{ containerPort: mode === 'bridge' ? 80 : port, hostPort: port, protocol }] });

/** Who gets a port of an instance. */
export const portLines = [
  line(57, 'D', 'Host page: the second run on the only instance is a good reply with no task and one RESOURCE:PORTS failure', async (world, see) => {
    const { taskDefinitionArn } = await world.register(hostPage(world));
    await world.start(taskDefinitionArn!);
    const { containerInstanceArn } = await world.instance(world.one);
    const reply = await world.run(taskDefinitionArn!);
    seeFailure(see, 'reply', reply, 'RESOURCE:PORTS', containerInstanceArn);
    see('HTTP status', reply.$metadata.httpStatusCode, reply.$metadata.httpStatusCode === 200);
    const printed = await runCli('ecs', 'run-task', '--cluster', world.one, '--task-definition', taskDefinitionArn!, '--launch-type', 'EC2');
    if (printed) see('stock CLI status', printed.status, printed.status === 0 && printed.output.includes('RESOURCE:PORTS'));
  }),
  line(58, 'D', 'A host task on port 80 and a bridge task on host port 80 refuse each other, both ways', async (world, see) => {
    const { containerInstanceArn } = await world.instance(world.one);
    const modes = ['host', 'bridge'] as const;
    for (const [first, second] of [modes, [...modes].reverse()] as [NetworkMode, NetworkMode][]) {
      await world.start(holder(`first-${first}`, first, 80));
      seeFailure(see, `${second} after ${first}`, await world.run(holder(`second-${second}`, second, 80)), 'RESOURCE:PORTS', containerInstanceArn);
      await world.clear(world.one);
    }
  }),
  line(59, 'S', 'Port 80 tcp and port 80 udp do not conflict', async (world, see) => {
    const replies = [await world.run(holder('tcp-80', 'host', 80)), await world.run(holder('udp-80', 'host', 80, 'udp'))];
    see('placed', replies.map(({ tasks, failures }) => ({ tasks: tasks?.length, failures })), replies.every(({ tasks }) => tasks?.length === 1));
  }),
  line(60, 'D', 'Ports 22, 2375, 2376, 51678 and 51679 are taken on an empty instance', async (world, see) => {
    const { containerInstanceArn } = await world.instance(world.one);
    for (const port of [22, 2375, 2376, 51678, 51679]) {
      seeFailure(see, String(port), await world.run(holder(`reserved-${port}`, 'host', port)), 'RESOURCE:PORTS', containerInstanceArn);
    }
  }),
  line(61, 'S', 'Port 51680 is free on an instance with default settings', async (world, see) => {
    const { tasks, failures } = await world.run(holder('free-51680', 'host', 51680));
    see('51680', { placed: tasks?.length, failures }, tasks?.length === 1);
  }),
  line(62, 'D/I', 'Three none tasks and three dynamic bridge tasks of one definition each run on one instance', async (world, see) => {
    for (const definition of [sleeping('three-none', 'none'), nginx('three-bridge', 'bridge', [tcp(80, 0)])]) {
      const { tasks, failures } = await world.run(definition, { count: 3 });
      see(definition.family, { placed: tasks?.length, failures }, tasks?.length === 3);
      const running = await Promise.all((tasks ?? []).map((task) => world.becomes(task, 'RUNNING')));
      const taken = running.map(({ containers }) => containers?.[0]?.networkBindings?.[0]?.hostPort).filter((port) => port !== undefined);
      if (definition.networkMode === 'bridge') see('host ports', taken, new Set(taken).size === 3);
    }
  }),
  line(63, 'D', 'Two awsvpc tasks on port 80 run side by side; beyond the instance\'s network interfaces there is RESOURCE:ENI', async (world, see) => {
    const extra = { networkConfiguration: world.networkConfiguration };
    const { taskDefinitionArn } = await world.register(nginx('awsvpc-two', 'awsvpc', [tcp(80)]));
    const states = [await world.start(taskDefinitionArn!, extra), await world.start(taskDefinitionArn!, extra)].map(({ lastStatus }) => lastStatus);
    see('two', states, states.every((state) => state === 'RUNNING'));
    const { containerInstanceArn } = await world.instance(world.one);
    seeFailure(see, 'a third on a t3.medium', await world.run(taskDefinitionArn!, extra), 'RESOURCE:ENI', containerInstanceArn);
  }),
  line(64, 'D', 'A host task adds its port to the remaining PORTS and takes its CPU and memory from the rest', async (world, see) => {
    const before = await world.instance(world.one);
    await world.start(hostPage(world));
    const after = await world.instance(world.one);
    see('PORTS', ports(after), sameSet(ports(after), [...ports(before), '80']));
    const fall = (name: string) => resource(before, name)!.integerValue! - resource(after, name)!.integerValue!;
    see('CPU and MEMORY less by', [fall('CPU'), fall('MEMORY')], fall('CPU') === 256 && fall('MEMORY') === 512);
  }),
  line(65, 'D', 'A dynamic bridge port is never in the remaining PORTS', async (world, see) => {
    const before = ports(await world.instance(world.one));
    const { containers } = await world.start(nginx('uncounted', 'bridge', [tcp(80, 0)]));
    const after = ports(await world.instance(world.one));
    see(`PORTS while ${containers?.[0]?.networkBindings?.[0]?.hostPort} is used`, after, sameSet(before, after));
  }),
  line(66, 'D', 'The registered resources are CPU, MEMORY, PORTS (the reserved five) and PORTS_UDP, and no task changes them', async (world, see) => {
    const { registeredResources } = await world.instance(world.one);
    const types = Object.fromEntries((registeredResources ?? []).map(({ name, type }) => [name, type]));
    see('types', types, types.CPU === 'INTEGER' && types.MEMORY === 'INTEGER' && types.PORTS === 'STRINGSET' && types.PORTS_UDP === 'STRINGSET');
    const reserved = registeredResources?.find(({ name }) => name === 'PORTS')?.stringSetValue ?? [];
    see('PORTS', reserved, sameSet(reserved, ['22', '2375', '2376', '51678', '51679']));
    await world.start(hostPage(world));
    const after = (await world.instance(world.one)).registeredResources;
    see('while a task runs', JSON.stringify(after) === JSON.stringify(registeredResources) ? 'the same' : after, JSON.stringify(after) === JSON.stringify(registeredResources));
  }),
];
