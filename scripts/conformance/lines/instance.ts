import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeContainerInstancesCommand, ListContainerInstancesCommand } from '@aws-sdk/client-ecs';
import { dockerRowsCommand, namePattern, parseDockerRows } from '../../workshop/instance-view';
import { parseInterfaces, showInterfaces } from '../../workshop/ip-output';
import { runSession } from '../cli';
import { nginx, tcp } from '../definitions';
import { line } from '../line';
import { hostPage, nonePage } from '../pages';
import { poll } from '../poll';
import { LOG_GROUP, type World } from '../world';

interface Inspected {
  readonly Config: { readonly Labels: Readonly<Record<string, string>>; readonly Env: readonly string[] };
  readonly HostConfig: {
    readonly Init?: boolean; readonly NetworkMode: string; readonly CpuShares: number;
    readonly LogConfig: { readonly Type: string; readonly Config: Readonly<Record<string, string>> };
  };
  readonly NetworkSettings: {
    readonly IPAddress: string;
    readonly Networks: Readonly<Record<string, {
      readonly IPAddress: string; readonly Gateway: string; readonly MacAddress: string; readonly IPPrefixLen: number;
    }>>;
  };
}

export async function inspect(world: World, id: string): Promise<Inspected> {
  const shown = await world.onInstance(`docker inspect -f '{{json .}}' ${id}`);
  return JSON.parse(shown) as Inspected;
}

const rows = async (world: World) => parseDockerRows(await world.onInstance(dockerRowsCommand));
const welcome = /<h1>Welcome to nginx!<\/h1>/;

/** What the instance shows of the task. */
export const instance = [
  line(41, 'D', 'The cluster lists one container instance ARN, which describes an EC2 instance id', async (world, see) => {
    const { containerInstanceArns } = await world.ecs.send(new ListContainerInstancesCommand({ cluster: world.one }));
    see('ARNs', containerInstanceArns, containerInstanceArns?.length === 1 && /:container-instance\/conformance-one\/[0-9a-f]{32}$/.test(containerInstanceArns[0]!));
    const described = await world.ecs.send(new DescribeContainerInstancesCommand({ cluster: world.one, containerInstances: containerInstanceArns }));
    const id = described.containerInstances?.[0]?.ec2InstanceId;
    see('ec2InstanceId', id, /^i-[0-9a-f]{17}$/.test(id ?? ''));
  }),
  line(42, 'D', 'start-session opens a shell on the instance; sudo -i is root; two exits end it', async (world, see) => {
    const { ec2InstanceId } = await world.instance(world.one);
    const printed = await runSession(['sudo -i', 'echo uid=$(id -u)', 'exit', 'exit'], 'ssm', 'start-session', '--target', ec2InstanceId!);
    if (printed) {
      see('stock CLI and plugin', printed.output, /uid=0\b/.test(printed.output) && /Exiting session with sessionId/.test(printed.output) && printed.status === 0);
      return;
    }
    const terminal = await world.aws.startSession(ec2InstanceId!);
    await terminal.enter('sudo -i');
    const uid = await terminal.type('id -u');
    await terminal.leave(2);
    see('uid after sudo -i (no aws, session-manager-plugin and script on the PATH)', uid, uid === '0');
  }),
  line(43, 'D', 'None page: docker ps shows the busybox container without ports, and the healthy ecs-agent', async (world, see) => {
    await world.start(nonePage(world));
    const all = await poll(() => rows(world), (seen) => seen.some(({ name, status }) => name === 'ecs-agent' && status.includes('(healthy)')), 40);
    const task = all.find(({ image }) => /(^|\/)busybox(:latest)?$/.test(image));
    see('task', task, task?.ports === '' && task.command === '"sh -c \'sleep 3600\'"');
    const agent = all.find(({ name }) => name === 'ecs-agent');
    see('agent', agent, agent?.image === 'amazon/amazon-ecs-agent:latest' && agent.command === '"/agent"' && agent.status.includes('(healthy)'));
  }),
  line(44, 'S/D', 'A container\'s name is ecs-FAMILY-REVISION-CONTAINER- and 20 hex digits that end in 00 or 01', async (world, see) => {
    for (const [page, container] of [[hostPage(world), 'nginx'], [nonePage(world), 'sleep']] as const) {
      await world.start(page);
      const names = (await rows(world)).map(({ name }) => name);
      see(page.family, names.find((name) => name.includes(page.family)), names.some((name) => namePattern(page.family, container).test(name)));
    }
  }),
  line(45, 'D', 'A host container shows no ports in docker ps, and the one network host with empty addresses', async (world, see) => {
    const { containers } = await world.start(hostPage(world));
    const row = (await rows(world)).find(({ name }) => name.includes('ecs-networking-demo-host'));
    see('PORTS', row?.ports, row?.ports === '');
    const { NetworkSettings: { IPAddress, Networks } } = await inspect(world, containers![0]!.runtimeId!);
    const only = Networks.host;
    see('networks', Networks, IPAddress === '' && Object.keys(Networks).join() === 'host' && only?.IPAddress === '' && only.Gateway === ''
      && only.MacAddress === '' && only.IPPrefixLen === 0);
  }),
  line(46, 'D', 'A none container has the one network none with empty addresses', async (world, see) => {
    const { containers } = await world.start(nonePage(world));
    const { NetworkSettings: { Networks } } = await inspect(world, containers![0]!.runtimeId!);
    see('networks', Networks, Object.keys(Networks).join() === 'none' && Networks.none?.IPAddress === '' && Networks.none.IPPrefixLen === 0);
  }),
  line(47, 'D', 'In a none task\'s network namespace there is lo alone', async (world, see) => {
    const { containers } = await world.start(nonePage(world));
    const found = parseInterfaces(await world.onInstance(`nsenter -t $(docker inspect -f '{{.State.Pid}}' ${containers![0]!.runtimeId}) -n ip a show`));
    see('interfaces', showInterfaces(found), found.length === 1 && found[0]?.name === 'lo' && found[0].addresses.includes('127.0.0.1/8'));
  }),
  line(48, 'D', 'A host task\'s network namespace shows the instance\'s own network card', async (world, see) => {
    const { containers } = await world.start(hostPage(world));
    const device = /dev (\S+)/.exec(await world.onInstance('ip r get 198.51.100.1 | head -1'))?.[1] ?? 'eth0';
    const outside = showInterfaces(parseInterfaces(await world.onInstance(`ip a sh ${device}`)));
    const inside = showInterfaces(parseInterfaces(await world.onInstance(
      `nsenter -t $(docker inspect -f '{{.State.Pid}}' ${containers![0]!.runtimeId}) -n ip a sh ${device}`)));
    see(`${device} in the task`, inside, inside === outside && inside.includes(device));
  }),
  line(49, 'D', 'netstat on the instance shows nginx itself on port 80, for IPv4 and IPv6', async (world, see) => {
    await world.start(hostPage(world));
    const shown = await poll(() => world.onInstance('netstat -tulpn | egrep "Program name|nginx"'), (text) => text.includes('nginx'), 10);
    see('netstat', shown, /0\.0\.0\.0:80\s.*\d+\/nginx: master/.test(shown) && /:::80\s.*\d+\/nginx: master/.test(shown));
  }),
  line(50, 'D', 'curl on the instance\'s localhost gives the host task\'s nginx page', async (world, see) => {
    await world.start(hostPage(world));
    const page = await poll(() => world.onInstance('curl -s localhost:80'), (text) => welcome.test(text), 10);
    see('localhost:80', /<h1>.*<\/h1>/.exec(page)?.[0] ?? page, welcome.test(page));
  }),
  line(51, 'D', 'Bridge with a fixed host port: docker-proxy holds it, and docker ps shows the mapping', async (world, see) => {
    const { containers } = await world.start(nginx('bridge-static', 'bridge', [tcp(80, 8080)]));
    const shown = await world.onInstance('netstat -tulpn | grep ":8080 "');
    see('netstat', shown, /:8080\s.*\d+\/docker-proxy/.test(shown));
    const ports = await world.onInstance(`docker ps --no-trunc --filter id=${containers![0]!.runtimeId} --format '{{.Ports}}'`);
    see('PORTS', ports, ports.includes('0.0.0.0:8080->80/tcp'));
  }),
  line(52, 'S', 'A container has the five labels of ECS', async (world, see) => {
    const task = await world.start(hostPage(world));
    const { Config: { Labels } } = await inspect(world, task.containers![0]!.runtimeId!);
    const ours = Object.fromEntries(Object.entries(Labels).filter(([name]) => name.startsWith('com.amazonaws.ecs.')));
    const label = (name: string) => ours[`com.amazonaws.ecs.${name}`];
    see('labels', ours, label('task-arn') === task.taskArn && label('container-name') === 'nginx' && label('task-definition-family') === 'ecs-networking-demo-host'
      && task.taskDefinitionArn!.endsWith(`:${label('task-definition-version')}`) && [world.one, task.clusterArn].includes(label('cluster')));
  }),
  line(53, 'S', 'A container\'s environment has the metadata URI, the execution environment and, with a task role, the credentials path', async (world, see) => {
    const { containers } = await world.start(hostPage(world));
    const { Config: { Env } } = await inspect(world, containers![0]!.runtimeId!);
    const ours = Env.filter((entry) => /^(ECS|AWS)_/.test(entry));
    see('environment', ours, [/^ECS_CONTAINER_METADATA_URI_V4=http:\/\/169\.254\.170\.2\/v4\/.+/, /^AWS_EXECUTION_ENV=AWS_ECS_EC2$/,
      /^AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=\/v2\/credentials\/.+/].every((wanted) => ours.some((entry) => wanted.test(entry))));
  }),
  line(54, 'S/I', 'Task metadata and the task role\'s credentials are there for host and bridge tasks and not for none tasks', async (world, see) => {
    for (const mode of ['host', 'bridge', 'none'] as const) {
      const task = await world.start({ ...nonePage(world), family: `asks-${mode}`, networkMode: mode });
      const id = task.containers![0]!.runtimeId!;
      const { Config: { Env } } = await inspect(world, id);
      const variable = (name: string) => Env.find((entry) => entry.startsWith(`${name}=`))?.slice(name.length + 1);
      const metadata = await world.inNamespace(id, `curl -sSv -m 5 ${variable('ECS_CONTAINER_METADATA_URI_V4')}/task 2>&1`);
      const credentials = await world.inNamespace(id, `curl -sSv -m 5 http://169.254.170.2${variable('AWS_CONTAINER_CREDENTIALS_RELATIVE_URI')} 2>&1`);
      if (mode === 'none') {
        for (const answer of [metadata, credentials]) see('none', answer, /Network is unreachable/i.test(answer));
        continue;
      }
      see(`${mode}: metadata of the task`, metadata.includes(task.taskArn!) ? 'yes' : metadata, metadata.includes(task.taskArn!));
      const role = /"RoleArn":\s*"([^"]+)"/.exec(credentials)?.[1];
      see(`${mode}: credentials of`, role ?? credentials, role === world.roles.task);
    }
  }),
  line(55, 'S', 'The engine\'s container has the init process, the log driver\'s options, the network mode, and 2 CPU shares for cpu 0', async (world, see) => {
    for (const mode of ['host', 'none', 'bridge'] as const) {
      const page = nonePage(world);
      const [container] = page.containerDefinitions!;
      const task = await world.start({ ...page, family: `shown-${mode}`, networkMode: mode, containerDefinitions: [{ ...container!, cpu: 0 }] });
      const { HostConfig: { Init, LogConfig, NetworkMode, CpuShares } } = await inspect(world, task.containers![0]!.runtimeId!);
      see(mode, { Init, NetworkMode, CpuShares, LogConfig }, Init === true && CpuShares === 2 && LogConfig.Type === 'awslogs'
        && LogConfig.Config['awslogs-group'] === LOG_GROUP && LogConfig.Config['awslogs-region'] === world.region
        && (NetworkMode === mode || mode === 'bridge' && NetworkMode === 'default'));
    }
  }),
  line(56, 'I', 'What a none task prints still reaches its log group', async (world, see) => {
    const page = nonePage(world);
    const [container] = page.containerDefinitions!;
    const text = `printed in none mode at ${Date.now()}`;
    const task = await world.start({ ...page, family: 'prints', containerDefinitions: [{ ...container!, command: ['sh', '-c', `echo ${text}; sleep 3600`] }] });
    const stream = `container-stdout/sleep/${task.taskArn!.split('/').pop()}`;
    const messages = await poll(async () => {
      const { events } = await world.logs.send(new FilterLogEventsCommand({ logGroupName: LOG_GROUP }));
      return (events ?? []).filter(({ logStreamName }) => logStreamName === stream).map(({ message }) => message);
    }, (found) => found.length > 0, 30);
    see(stream, messages, messages.includes(text));
  }),
];
