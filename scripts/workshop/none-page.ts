import { parseInterfaces, showInterfaces } from './ip-output';
import { checkDockerNetwork, checkDockerRows, instanceCommands, openInstance } from './instance-view';
import { refusalOf } from './aws';
import { commands, register, runOnce, stop, type Walk } from './walk';

const page = 'none mode';

/** The page "None mode", in its own order. */
export async function walkNonePage(walk: Walk): Promise<void> {
  walk.say.title('None mode');
  const cluster = walk.outputs.ClusterName!;
  const { arn: definition, input } = await register(walk, page, 'ecs-networking-demo-none-mode.json.template');
  const withPorts = { ...input, containerDefinitions: input.containerDefinitions!.map((container) =>
    ({ ...container, portMappings: [{ containerPort: 8080, protocol: 'tcp' as const }] })) };
  const refused = await refusalOf(() => walk.aws.register(withPorts));
  walk.observations.check(page, 'aws ecs register-task-definition …   # the same with a port mapping', 'refused: port mappings are not valid with none',
    refused ?? 'it was accepted', refused?.startsWith('ClientException') ?? false);
  const task = await runOnce(walk, page, cluster, definition, 'one task ARN: the exec flag is accepted');
  const described = await walk.aws.describeTask(cluster, task);
  walk.observations.check(page, commands.describe, 'RUNNING', `${described.lastStatus}, enableExecuteCommand ${described.enableExecuteCommand}`,
    described.lastStatus === 'RUNNING' && described.enableExecuteCommand === true);
  const exec = await refusalOf(async () => (await walk.aws.execute(cluster, task, 'sleep')).leave());
  walk.observations.check(page, commands.execute('sleep'), 'one cannot use ECS Exec in none mode', exec ?? 'a session was opened',
    exec?.startsWith('TargetNotConnectedException') ?? false);
  await onInstance(walk, cluster, input.family!);
  await stop(walk, page, cluster, task);
}

async function onInstance(walk: Walk, cluster: string, family: string): Promise<void> {
  const { instanceId } = await walk.aws.containerInstance(cluster);
  const instance = await openInstance(walk, instanceId);
  walk.say.line(`\n  ${instanceCommands.replaceAll('\n', '\n  ')}\n  sudo -i`);
  await checkDockerRows(walk, page, instance, family, 'sleep', /busybox/);
  await instance.type('CONT_ID=$(docker ps --format "{{.ID}} {{.Image}}" | grep busybox | awk \'{print $1}\')');
  await instance.type('PID=$(docker inspect -f \'{{.State.Pid}}\' $CONT_ID)');
  const interfaces = parseInterfaces(await instance.type('nsenter -t $PID -n ip a show'));
  walk.observations.check(page, 'nsenter -t $PID -n ip a show', 'lo alone', showInterfaces(interfaces),
    interfaces.length === 1 && interfaces[0]?.name === 'lo' && interfaces[0].addresses.includes('127.0.0.1/8'));
  await checkDockerNetwork(walk, page, instance, 'none');
  await instance.leave(2);
}
