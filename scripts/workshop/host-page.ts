import { parseInterfaces, parseRoutes, showInterfaces, showRoutes } from './ip-output';
import { checkDockerNetwork, checkDockerRows, instanceCommands, openInstance } from './instance-view';
import type { Terminal } from './terminal';
import { commands, register, runOnce, stop, type Walk } from './walk';

const page = 'host mode';
const welcome = /<h1>Welcome to nginx!<\/h1>/;

/** What the instance says of itself: the measure for what the task sees. */
interface InstanceFacts {
  readonly interfaces: string;
  readonly links: string;
  readonly routes: string;
  /** The interface that the default route leaves by, and its address. */
  readonly device: string;
  readonly address: string;
}

/** The page "Host mode", in its own order. */
export async function walkHostPage(walk: Walk): Promise<void> {
  walk.say.title('Host mode');
  const cluster = walk.outputs.ClusterName!;
  const { arn: definition, input } = await register(walk, page, 'ecs-networking-demo-host-mode.json.template');
  const task = await runOnce(walk, page, cluster, definition, 'one task ARN');
  await describe(walk, cluster, task);
  const { arn: containerInstance, instanceId } = await walk.aws.containerInstance(cluster);
  const instance = await openInstance(walk, instanceId);
  const facts = await instanceFacts(instance);
  await insideTask(walk, cluster, task, facts);
  await onInstance(walk, instance, input.family!, facts);
  if (walk.fromNeighbour) {
    const url = `http://${facts.address}:80`;
    walk.observations.check(page, `curl ${facts.address}:80   # from another host of the VPC`, 'the nginx page, on the host\'s primary address',
      ...seenAndHolds(await walk.fromNeighbour(url), welcome));
  } else {
    walk.say.line('  not checked here: a curl from another host of the VPC (the workshop has one instance)');
  }
  await secondRun(walk, cluster, definition, containerInstance);
  await stop(walk, page, cluster, task);
  const again = await runOnce(walk, page, cluster, definition, 'placed again: the port is free');
  await stop(walk, page, cluster, again);
}

async function describe(walk: Walk, cluster: string, arn: string): Promise<void> {
  const task = await walk.aws.waitForTask(cluster, arn, 'ready for exec',
    ({ containers }) => containers?.[0]?.managedAgents?.some(({ lastStatus }) => lastStatus === 'RUNNING') ?? false);
  const { networkBindings, networkInterfaces } = task.containers![0]!;
  walk.observations.check(page, commands.describe, 'RUNNING, with no network bindings: nothing is mapped',
    JSON.stringify({ lastStatus: task.lastStatus, networkBindings, networkInterfaces, attachments: task.attachments }),
    task.lastStatus === 'RUNNING' && networkBindings?.length === 0 && networkInterfaces?.length === 0);
}

async function instanceFacts(instance: Terminal): Promise<InstanceFacts> {
  const all = parseInterfaces(await instance.type('ip a sh'));
  const routes = parseRoutes(await instance.type('ip r sh'));
  const device = routes.find(({ destination }) => destination === 'default')?.device ?? '';
  const address = all.find(({ name }) => name === device)?.addresses[0]?.split('/')[0] ?? '';
  return { interfaces: showInterfaces(all), links: showInterfaces(parseInterfaces(await instance.type('ip link sh'))), routes: showRoutes(routes), device, address };
}

async function insideTask(walk: Walk, cluster: string, task: string, facts: InstanceFacts): Promise<void> {
  const shell = await walk.aws.execute(cluster, task, 'nginx');
  const { check } = bound(walk);
  walk.say.line(`\n  ${commands.execute('nginx')}`);
  check('ip a sh', 'exactly the instance\'s interfaces and addresses', showInterfaces(parseInterfaces(await shell.type('ip a sh'))),
    (seen) => seen === facts.interfaces && seen !== '');
  check('ip link sh', 'the same interfaces', showInterfaces(parseInterfaces(await shell.type('ip link sh'))), (seen) => seen === facts.links && seen !== '');
  check('ip r sh', 'exactly the instance\'s routes', showRoutes(parseRoutes(await shell.type('ip r sh'))), (seen) => seen === facts.routes && seen !== '');
  check('curl localhost:80', 'the nginx page', await shell.type('curl -s localhost:80'), (seen) => welcome.test(seen));
  check(`curl ${facts.address}:80`, 'the nginx page', await shell.type(`curl -s ${facts.address}:80`), (seen) => welcome.test(seen));
  await shell.leave();
}

async function onInstance(walk: Walk, instance: Terminal, family: string, facts: InstanceFacts): Promise<void> {
  const { check } = bound(walk);
  walk.say.line(`\n  ${instanceCommands.replaceAll('\n', '\n  ')}\n  sudo -i`);
  await checkDockerRows(walk, page, instance, family, 'nginx', /nginx/);
  await instance.type('CONT_ID=$(docker ps --format "{{.ID}} {{.Image}}" | grep nginx:alpine | awk \'{print $1}\')');
  await instance.type('PID=$(docker inspect -f \'{{.State.Pid}}\' $CONT_ID)');
  await checkDockerNetwork(walk, page, instance, 'host');
  const outside = showInterfaces(parseInterfaces(await instance.type(`ip a sh ${facts.device}`)));
  const nsenter = `nsenter -t $PID -n ip a sh ${facts.device}`;
  check(nsenter, `the same as ip a sh ${facts.device}`, showInterfaces(parseInterfaces(await instance.type(nsenter))), (seen) => seen === outside && seen !== '');
  const sockets = await instance.type('netstat -tulpn | egrep "Program name|nginx"');
  check('netstat -tulpn | egrep "Program name|nginx"', 'nginx: master on 0.0.0.0:80 and :::80', sockets,
    (seen) => /^tcp .*\s0\.0\.0\.0:80\s.*LISTEN.*nginx: master/m.test(seen) && /^tcp6 .*\s:::80\s.*LISTEN.*nginx: master/m.test(seen));
  const proxies = await instance.type('netstat -tulpn | grep docker-proxy; iptables-save -t nat | grep -E "dport 80 .*DNAT"');
  check('netstat -tulpn | grep docker-proxy; iptables-save -t nat | grep -E "dport 80 .*DNAT"', 'nothing: no proxy, no NAT for the port',
    proxies || '(nothing)', () => !/docker-proxy|--dport 80 .*DNAT --to-destination (?!127\.0\.0\.1:51679)/.test(proxies));
  check('curl localhost:80', 'the nginx page', await instance.type('curl -s localhost:80'), (seen) => welcome.test(seen));
  await instance.leave(2);
}

async function secondRun(walk: Walk, cluster: string, definition: string, containerInstance: string): Promise<void> {
  const { failures, tasks } = await walk.aws.runTask(cluster, definition);
  walk.observations.check(page, commands.run, '"tasks": [] and a failure RESOURCE:PORTS with the container instance\'s ARN',
    JSON.stringify({ failures, tasks: tasks?.map(({ taskArn }) => taskArn) }, null, 2),
    tasks?.length === 0 && failures?.length === 1 && failures[0]?.reason === 'RESOURCE:PORTS' && failures[0].arn === containerInstance);
}

function bound(walk: Walk) {
  return {
    check: (command: string, promised: string, seen: string, holds: (seen: string) => boolean) =>
      walk.observations.check(page, command, promised, seen, holds(seen)),
  };
}

function seenAndHolds(seen: string, wanted: RegExp): [string, boolean] {
  return [seen, wanted.test(seen)];
}
