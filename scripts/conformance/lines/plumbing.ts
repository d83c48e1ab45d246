import {
  DeleteClusterCommand, DescribeTasksCommand, ECSClient, ExecuteCommandCommand, ListClustersCommand, PutClusterCapacityProvidersCommand,
  RegisterTaskDefinitionCommand, RunTaskCommand,
} from '@aws-sdk/client-ecs';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { providerOf } from '../capacity';
import { sleeping, tcp } from '../definitions';
import { line } from '../line';
import { eventually } from '../poll';
import { refusalOf, seeRefused } from '../refusal';
import { EXEC_ACTIONS, makeRole, TASKS } from '../roles';
import { listeningClient } from '../wire';
import type { World } from '../world';

const IMDS = 'http://169.254.169.254/latest';

/** The name of the instance role and whether its keys were given, as a container's network namespace gets them. */
async function instanceRole(world: World, container: string): Promise<string> {
  const asked = `T=$(curl -s -m 3 -X PUT -H "X-aws-ec2-metadata-token-ttl-seconds: 60" ${IMDS}/api/token); `
    + `R=$(curl -s -m 3 -H "X-aws-ec2-metadata-token: $T" ${IMDS}/meta-data/iam/security-credentials/); `
    + `curl -s -m 3 -H "X-aws-ec2-metadata-token: $T" ${IMDS}/meta-data/iam/security-credentials/$R | grep -c AccessKeyId; echo "role=$R"`;
  const shown = await world.inNamespace(container, `sh -c '${asked}'`);
  return /^1$/m.test(shown) ? /role=(\S*)/.exec(shown)?.[1] || 'keys without a role' : 'nothing';
}

/** Clusters, permissions, and the wire. */
export const plumbing = [
  line(98, 'D/S', 'An instance tells its versions and its capabilities as the agent does', async (world, see) => {
    const { versionInfo, attributes } = await world.instance(world.one);
    see('versionInfo', versionInfo, versionInfo?.dockerVersion?.startsWith('DockerVersion: ') === true && /^\d+\.\d+\.\d+$/.test(versionInfo.agentVersion ?? ''));
    const names = new Set((attributes ?? []).map(({ name }) => name));
    for (const name of ['ecs.capability.execute-command', 'com.amazonaws.ecs.capability.docker-remote-api.1.29']) see(name, names.has(name), names.has(name));
  }),
  line(99, 'D', 'A cluster with a registered instance cannot be deleted', async (world, see) => {
    await seeRefused(see, 'delete-cluster', 'ClusterContainsContainerInstancesException', undefined, () => world.ecs.send(new DeleteClusterCommand({ cluster: world.one })));
  }),
  line(100, 'S', 'A capacity provider that a running task uses cannot be taken from its cluster', async (world, see) => {
    const { cluster, name, desire } = await providerOf(world);
    await desire(1);
    await world.start(sleeping('uses-provider', 'none'), { cluster, launchType: undefined, capacityProviderStrategy: [{ capacityProvider: name, weight: 1 }] });
    await seeRefused(see, 'put-cluster-capacity-providers', 'ResourceInUseException', 'The specified capacity provider is in use and cannot be removed.', () =>
      world.ecs.send(new PutClusterCapacityProvidersCommand({ cluster, capacityProviders: [], defaultCapacityProviderStrategy: [] })));
    await world.clear(cluster);
  }),
  line(101, 'D', 'ECS Exec is denied to a principal whose condition names another container, and allowed for that one', async (world, see) => {
    const account = /::(\d{12}):/.exec(world.roles.task)![1]!;
    const role = async (container: string) => {
      const arn = await makeRole(world.iam, `conformance-caller-${container}`, { AWS: `arn:aws:iam::${account}:root` },
        [{ Action: ['ecs:ExecuteCommand'], Resource: '*', Condition: { StringEquals: { 'ecs:container-name': container } } }]);
      const { Credentials } = await eventually(() => new STSClient({}).send(new AssumeRoleCommand({ RoleArn: arn, RoleSessionName: 'conformance' })), /sts:AssumeRole/);
      return new ECSClient({ credentials: {
        accessKeyId: Credentials!.AccessKeyId!, secretAccessKey: Credentials!.SecretAccessKey!, sessionToken: Credentials!.SessionToken!,
      } });
    };
    const { taskArn } = await world.start({ ...sleeping('guarded', 'host'), taskRoleArn: world.roles.task }, { enableExecuteCommand: true });
    const open = async (container: string) => (await role(container)).send(new ExecuteCommandCommand({
      cluster: world.one, task: taskArn, container: 'main', command: 'true', interactive: true,
    }));
    await seeRefused(see, 'condition on "other"', 'AccessDeniedException', undefined, () => open('other'));
    const refusal = await refusalOf(() => open('main'));
    see('condition on "main"', refusal ?? 'allowed', refusal === undefined);
  }),
  line(102, 'D', 'Where the task role lacks one of the four ssmmessages actions, ECS Exec finds its target not connected', async (world, see) => {
    for (const [index, lacking] of EXEC_ACTIONS.entries()) {
      const taskRoleArn = await makeRole(world.iam, `conformance-lacking-${index}`, TASKS, [{ Action: EXEC_ACTIONS.filter((action) => action !== lacking), Resource: '*' }]);
      const task = await world.start({ ...sleeping(`lacking-${index}`, 'host'), taskRoleArn }, { enableExecuteCommand: true });
      await seeRefused(see, `without ${lacking}`, 'TargetNotConnectedException', undefined, () => world.aws.execute(world.one, task.taskArn!, 'main'));
    }
  }),
  line(103, 'D/I', 'A host task can take the instance role even where the docker+ rule drops it for bridge tasks; a none task never can', async (world, see) => {
    const started = async (mode: 'host' | 'bridge' | 'none') => (await world.start(sleeping(`metadata-${mode}`, mode))).containers![0]!.runtimeId!;
    const [host, bridge, none] = [await started('host'), await started('bridge'), await started('none')];
    const rule = 'DOCKER-USER --in-interface docker+ --destination 169.254.169.254/32 --jump DROP';
    const before = await instanceRole(world, bridge);
    see('bridge before the rule (hop limit 2)', before, before === world.roles.instanceRoleName);
    await world.onInstance(`iptables --insert ${rule.replace('DOCKER-USER', 'DOCKER-USER 1')}`);
    try {
      for (const [mode, container, wanted] of [['host', host, world.roles.instanceRoleName], ['bridge', bridge, 'nothing'], ['none', none, 'nothing']] as const) {
        const got = await instanceRole(world, container);
        see(mode, got, got === wanted);
      }
    } finally {
      await world.onInstance(`iptables --delete ${rule}`);
    }
  }),
  line(104, 'S/I', 'Every error is JSON with __type and message under status 400; an unknown operation is an UnknownOperationException', async (world, see) => {
    const { client, last } = listeningClient();
    const calls: readonly (readonly [string, (() => Promise<unknown>)])[] = [
      ['ClientException', () => client.send(new RegisterTaskDefinitionCommand(sleeping('wire', 'none', { portMappings: [tcp(80)] })))],
      ['ClusterNotFoundException', () => client.send(new RunTaskCommand({ cluster: 'no-such-cluster', taskDefinition: 'wire' }))],
      ['InvalidParameterException', () => client.send(new DescribeTasksCommand({ cluster: world.one, tasks: [] }))],
      ['ClusterContainsContainerInstancesException', () => client.send(new DeleteClusterCommand({ cluster: world.one }))],
    ];
    for (const [code, call] of calls) {
      await refusalOf(call);
      const answer = last();
      const { __type: type, message } = JSON.parse(answer?.body ?? '{}') as { __type?: string; message?: string };
      see(code, answer, answer?.status === 400 && type?.replace(/^.*#/, '') === code && typeof message === 'string' && answer.type.includes('json'));
    }
    const other = listeningClient('NoSuchOperation');
    // the text may be anything, the lab's own too
    const accepted = await other.client.send(new ListClustersCommand({})).then(() => true, () => false);
    const answer = other.last();
    see('NoSuchOperation', answer, !accepted && answer?.status === 400 && /"__type":"([^"]*#)?UnknownOperationException"/.test(answer.body));
  }),
];
