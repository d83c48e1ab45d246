import { DescribeTasksCommand } from '@aws-sdk/client-ecs';
import { runCli } from '../cli';
import { nginx, sleeping, tcp } from '../definitions';
import { line } from '../line';
import { hostPage, nonePage } from '../pages';
import { poll } from '../poll';
import { refusalOf, seeRefused } from '../refusal';

const noRole = 'The execute command failed because a valid task role is not being used. '
  + 'Specify a valid task role in your task definition or as a task override and try again.';

/** Running tasks and describing them. */
export const running = [
  line(16, 'D', 'Both pages: run-task with the exec flag prints one task ARN, and the reply is a PENDING task on an instance', async (world, see) => {
    for (const page of [hostPage(world), nonePage(world)]) {
      const { taskDefinitionArn } = await world.register(page);
      const printed = await runCli('ecs', 'run-task', '--cluster', world.one, '--task-definition', taskDefinitionArn!, '--enable-execute-command',
        '--launch-type', 'EC2', '--query', 'tasks[0].taskArn', '--output', 'text');
      if (printed) see('stock CLI', printed.output, printed.status === 0 && /^arn:aws:ecs:\S+:task\/conformance-one\/[0-9a-f]{32}\n$/.test(printed.output));
      await world.clear(world.one);
      const { tasks, failures } = await world.run(taskDefinitionArn!, { enableExecuteCommand: true });
      const { lastStatus, desiredStatus, launchType, enableExecuteCommand, containerInstanceArn } = tasks![0]!;
      see('reply', { failures, lastStatus, desiredStatus, launchType, enableExecuteCommand, containerInstanceArn }, tasks?.length === 1
        && failures?.length === 0 && lastStatus === 'PENDING' && desiredStatus === 'RUNNING' && launchType === 'EC2' && enableExecuteCommand === true
        && containerInstanceArn !== undefined);
    }
  }),
  line(17, 'D', 'Both pages: describe-tasks --task (singular) works and shows RUNNING within 30 s', async (world, see) => {
    for (const page of [hostPage(world), nonePage(world)]) {
      const began = Date.now();
      const { tasks } = await world.run(page, { enableExecuteCommand: true });
      await world.becomes(tasks![0]!, 'RUNNING', 30);
      const seconds = (Date.now() - began) / 1000;
      const printed = await runCli('ecs', 'describe-tasks', '--cluster', world.one, '--task', tasks![0]!.taskArn!, '--query', 'tasks[0].lastStatus', '--output', 'text');
      const status = printed?.output.trim() ?? (await world.task(tasks![0]!)).lastStatus;
      see(printed ? 'stock CLI' : 'SDK (no aws on the PATH)', status, status === 'RUNNING' && seconds < 30);
    }
  }),
  line(18, 'S', 'A running host task has no network bindings, no network interfaces and no attachments', async (world, see) => {
    const { containers, attachments } = await world.start(hostPage(world));
    const { networkBindings, networkInterfaces } = containers![0]!;
    see('lists', { networkBindings, networkInterfaces, attachments }, [networkBindings, networkInterfaces, attachments].every((list) => list?.length === 0));
  }),
  line(19, 'S/I', 'A running none task has the same three lists, empty', async (world, see) => {
    const { containers, attachments } = await world.start(nonePage(world));
    const { networkBindings, networkInterfaces } = containers![0]!;
    see('lists', { networkBindings, networkInterfaces, attachments }, [networkBindings, networkInterfaces, attachments].every((list) => list?.length === 0));
  }),
  line(20, 'D', 'Bridge with a fixed host port shows one binding on 0.0.0.0', async (world, see) => {
    const { containers } = await world.start(nginx('bridge-static', 'bridge', [tcp(80, 8080)]));
    const bindings = containers![0]!.networkBindings;
    const [binding] = bindings ?? [];
    see('networkBindings', bindings, bindings?.length === 1 && binding?.bindIP === '0.0.0.0' && binding.containerPort === 80 && binding.hostPort === 8080
      && binding.protocol === 'tcp');
  }),
  line(21, 'D', 'Bridge with a dynamic host port takes one of the instance\'s own range, the one that docker ps shows', async (world, see) => {
    const { containers } = await world.start(nginx('bridge-dynamic', 'bridge', [tcp(80, 0)]));
    const { networkBindings, runtimeId } = containers![0]!;
    const port = networkBindings?.[0]?.hostPort ?? 0;
    const [low = 0, high = 0] = (await world.onInstance('cat /proc/sys/net/ipv4/ip_local_port_range')).trim().split(/\s+/).map(Number);
    see('hostPort in range', { port, low, high }, port >= low && port <= high && high > 0);
    const shown = await world.onInstance(`docker ps --no-trunc --filter id=${runtimeId} --format '{{.Ports}}'`);
    see('docker ps', shown, shown.includes(`0.0.0.0:${port}->80/tcp`));
  }),
  line(22, 'D', 'awsvpc: one attachment describes the network interface, and the container points at it', async (world, see) => {
    const task = await world.start(nginx('awsvpc-web', 'awsvpc', [tcp(80)]), {
      networkConfiguration: world.networkConfiguration,
    });
    const [attachment] = task.attachments ?? [];
    const names = (attachment?.details ?? []).filter(({ value }) => value).map(({ name }) => name);
    see('attachments', task.attachments, task.attachments?.length === 1 && attachment?.type === 'ElasticNetworkInterface'
      && ['subnetId', 'networkInterfaceId', 'macAddress', 'privateDnsName', 'privateIPv4Address'].every((name) => names.includes(name)));
    const { networkInterfaces } = task.containers![0]!;
    see('networkInterfaces', networkInterfaces, networkInterfaces?.length === 1 && networkInterfaces[0]?.attachmentId === attachment?.id);
  }),
  line(23, 'D', 'runtimeId is the whole Docker id of the container on the instance', async (world, see) => {
    const { containers } = await world.start(hostPage(world));
    const ids = await world.onInstance('docker ps --no-trunc --format \'{{.ID}}\'');
    const { runtimeId } = containers![0]!;
    see('runtimeId', runtimeId, runtimeId?.length === 64 && ids.split('\n').includes(runtimeId));
  }),
  line(24, 'D', 'group defaults to family:NAME, the task carries its architecture, and version grows with each state', async (world, see) => {
    const { tasks } = await world.run(sleeping('grouped', 'none'));
    const task = await world.becomes(tasks![0]!, 'RUNNING');
    see('group', task.group, task.group === 'family:grouped');
    see('attributes', task.attributes, task.attributes?.some(({ name, value }) => name === 'ecs.cpu-architecture' && Boolean(value)) === true);
    await world.stop(task);
    const stopped = await world.becomes(task, 'STOPPED');
    const versions = [tasks![0]!.version!, task.version!, stopped.version!];
    see('version at run, RUNNING, STOPPED', versions, versions[0]! < versions[1]! && versions[1]! < versions[2]!);
  }),
  line(25, 'D', 'A task with exec has the managed agent, and exec is accepted only once the host task runs', async (world, see) => {
    const { tasks } = await world.run(hostPage(world), { enableExecuteCommand: true });
    const open = async () => (await world.aws.execute(world.one, tasks![0]!.taskArn!, 'nginx')).leave();
    const early = await refusalOf(open);
    const later = await world.task(tasks![0]!);
    see('at once', early ? `${early.code} while the task is ${later.lastStatus}` : `accepted while the task is ${later.lastStatus}`, early !== undefined || later.lastStatus === 'RUNNING');
    const running = await world.becomes(tasks![0]!, 'RUNNING');
    const agent = running.containers![0]!.managedAgents?.[0];
    see('managedAgents[0]', agent, agent?.name === 'ExecuteCommandAgent');
    const refusal = await poll(() => refusalOf(open), (answer) => answer === undefined, 20);
    see('when RUNNING', refusal ?? 'accepted', refusal === undefined);
  }),
  line(26, 'S', 'Exec without a task role, in the definition or an override, is refused', async (world, see) => {
    await seeRefused(see, 'no role', 'InvalidParameterException', noRole, () => world.run(sleeping('no-role', 'host'), { enableExecuteCommand: true }));
  }),
  line(27, 'S', 'A network configuration is refused on host, none and bridge, and must be there on awsvpc', async (world, see) => {
    const { networkConfiguration } = world;
    for (const mode of ['host', 'none', 'bridge'] as const) {
      await seeRefused(see, mode, 'InvalidParameterException', 'Network Configuration is not valid for the given networkMode of this task definition.',
        () => world.run(sleeping(`configured-${mode}`, mode), { networkConfiguration }));
    }
    await seeRefused(see, 'awsvpc without', 'InvalidParameterException', 'Network Configuration must be provided when networkMode \'awsvpc\' is specified.',
      () => world.run(sleeping('configured-awsvpc', 'awsvpc')));
  }),
  line(28, 'D/S', 'An unknown task is a MISSING failure in a good reply; an empty list is refused', async (world, see) => {
    const id = '0123456789abcdef0123456789abcdef';
    const { failures, $metadata } = await world.ecs.send(new DescribeTasksCommand({ cluster: world.one, tasks: [id] }));
    see('failures', { failures, status: $metadata.httpStatusCode }, failures?.length === 1 && failures[0]?.reason === 'MISSING'
      && failures[0].arn?.endsWith(id) === true && $metadata.httpStatusCode === 200);
    await seeRefused(see, 'empty', 'InvalidParameterException', 'Tasks cannot be empty.', () => world.ecs.send(new DescribeTasksCommand({ cluster: world.one, tasks: [] })));
  }),
];
