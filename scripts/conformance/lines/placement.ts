import {
  DeregisterContainerInstanceCommand, StartTaskCommand, type StartTaskCommandOutput, UpdateContainerInstancesStateCommand,
} from '@aws-sdk/client-ecs';
import { providerOf } from '../capacity';
import { sleeping } from '../definitions';
import { line } from '../line';
import { hostPage } from '../pages';
import { poll } from '../poll';
import { seeRefused } from '../refusal';
import type { World } from '../world';
import { seeFailure } from './ports';

const startTask = async (world: World, cluster: string, instance: string, definition: Parameters<World['register']>[0]): Promise<StartTaskCommandOutput> => {
  const { taskDefinitionArn } = await world.register(definition);
  return world.ecs.send(new StartTaskCommand({ cluster, containerInstances: [instance], taskDefinition: taskDefinitionArn }));
};

const spread = (tasks: readonly { containerInstanceArn?: string }[] | undefined) =>
  new Set((tasks ?? []).map(({ containerInstanceArn }) => containerInstanceArn)).size;

/** Which instance gets a task, and what is said when none does. */
export const placement = [
  line(67, 'D/I', 'Too much CPU is RESOURCE:CPU, too much memory RESOURCE:MEMORY, with one failure for each instance that refused', async (world, see) => {
    const { containerInstanceArn } = await world.instance(world.one);
    seeFailure(see, 'CPU', await world.run(sleeping('much-cpu', 'none', { cpu: 100_000 })), 'RESOURCE:CPU', containerInstanceArn);
    seeFailure(see, 'memory', await world.run(sleeping('much-memory', 'none', { memory: 100_000 })), 'RESOURCE:MEMORY', containerInstanceArn);
    const { failures } = await world.run(sleeping('much-cpu', 'none', { cpu: 100_000 }), { cluster: world.two });
    see('two instances', failures, failures?.length === 2 && failures.every(({ reason }) => reason === 'RESOURCE:CPU') && failures[0]?.arn !== failures[1]?.arn);
  }),
  line(68, 'S/I', 'Two of the host definition: one task and one failure on one instance, two tasks on two instances', async (world, see) => {
    const { taskDefinitionArn } = await world.register(hostPage(world));
    const one = await world.run(taskDefinitionArn!, { count: 2 });
    see('one instance', { tasks: one.tasks?.length, failures: one.failures }, one.tasks?.length === 1 && one.failures?.length === 1
      && one.failures[0]?.reason === 'RESOURCE:PORTS');
    const two = await world.run(taskDefinitionArn!, { count: 2, cluster: world.two });
    see('two instances', { tasks: two.tasks?.length, instances: spread(two.tasks), failures: two.failures }, two.tasks?.length === 2
      && spread(two.tasks) === 2 && two.failures?.length === 0);
  }),
  line(69, 'D', 'More than ten tasks in one call are refused', async (world, see) => {
    await seeRefused(see, 'count 11', 'InvalidParameterException', undefined, () => world.run(sleeping('eleven', 'none'), { count: 11 }));
  }),
  line(70, 'S', 'On a cluster without instances run-task with launch type EC2 is refused', async (world, see) => {
    await seeRefused(see, 'empty cluster', 'InvalidParameterException', 'No Container Instances were found in your cluster.',
      () => world.run(sleeping('nowhere', 'none'), { cluster: world.empty }));
  }),
  line(71, 'D', 'An instance whose agent is stopped shows agentConnected false, and tasks fail with AGENT', async (world, see) => {
    await world.onInstance('systemctl stop ecs 2>/dev/null || docker stop ecs-agent', 60);
    try {
      const lost = await poll(() => world.instance(world.one), ({ agentConnected }) => agentConnected === false, 60);
      see('agentConnected', lost.agentConnected, lost.agentConnected === false);
      seeFailure(see, 'run-task', await world.run(sleeping('agentless', 'none')), 'AGENT', lost.containerInstanceArn);
    } finally {
      await world.onInstance('systemctl start ecs 2>/dev/null || docker start ecs-agent', 60);
      await poll(() => world.instance(world.one), ({ agentConnected }) => agentConnected === true, 60);
    }
  }),
  line(72, 'D', 'A definition that needs an attribute the instance has not fails with ATTRIBUTE', async (world, see) => {
    const { containerInstanceArn } = await world.instance(world.one);
    const definition = sleeping('gelf', 'none', { logConfiguration: { logDriver: 'gelf', options: { 'gelf-address': 'udp://127.0.0.1:12201' } } });
    seeFailure(see, 'log driver gelf', await world.run(definition), 'ATTRIBUTE', containerInstanceArn);
  }),
  line(73, 'D', 'StartTask on an unknown instance is MISSING, on a deregistered one INACTIVE, on a busy port RESOURCE:PORTS', async (world, see) => {
    const [, region, account] = /^arn:aws:ecs:([^:]+):(\d+):/.exec((await world.instance(world.one)).containerInstanceArn!)!;
    const unknown = `arn:aws:ecs:${region}:${account}:container-instance/${world.one}/0123456789abcdef0123456789abcdef`;
    seeFailure(see, 'unknown', await startTask(world, world.one, unknown, sleeping('started', 'none')), 'MISSING', unknown);
    const { containerInstanceArn: busy } = await world.instance(world.one);
    await world.start(hostPage(world));
    seeFailure(see, 'busy port', await startTask(world, world.one, busy!, hostPage(world)), 'RESOURCE:PORTS', busy);
    const gone = await world.launch(world.two);
    await world.ecs.send(new DeregisterContainerInstanceCommand({ cluster: world.two, containerInstance: gone.containerInstanceArn }));
    seeFailure(see, 'deregistered', await startTask(world, world.two, gone.containerInstanceArn!, sleeping('started', 'none')), 'INACTIVE', gone.containerInstanceArn);
    await world.terminate(gone.ec2InstanceId!);
  }),
  line(74, 'S', 'distinctInstance places one of two on one instance; memberOf picks by instance type; each failure names its constraint', async (world, see) => {
    const distinct = await world.run(sleeping('distinct', 'none'), { count: 2, placementConstraints: [{ type: 'distinctInstance' }] });
    see('distinctInstance', { tasks: distinct.tasks?.length, failures: distinct.failures }, distinct.tasks?.length === 1 && distinct.failures?.length === 1
      && distinct.failures[0]?.reason === 'DistinctInstance placement constraint unsatisfied.');
    const wanted = (await world.instances(world.two)).find(({ attributes }) => attributes?.some(({ name, value }) => name === 'ecs.instance-type' && value === 't3.medium'));
    const member = (pattern: string) => world.run(sleeping('member', 'none'), {
      cluster: world.two, count: 2, placementConstraints: [{ type: 'memberOf', expression: `attribute:ecs.instance-type =~ ${pattern}` }],
    });
    const { tasks } = await member('t3.*');
    see('memberOf t3.*', tasks?.map(({ containerInstanceArn }) => containerInstanceArn), tasks?.length === 2
      && tasks.every(({ containerInstanceArn }) => containerInstanceArn === wanted?.containerInstanceArn));
    const { failures } = await member('x9.*');
    see('memberOf x9.*', failures?.map(({ reason }) => reason), (failures?.length ?? 0) > 0
      && failures!.every(({ reason }) => reason === 'MemberOf placement constraint unsatisfied.'));
  }),
  line(75, 'D', 'binpack on memory takes the fullest instance that fits; spread over instances alternates', async (world, see) => {
    const all = await world.instances(world.two);
    for (const { containerInstanceArn } of all) {
      await startTask(world, world.two, containerInstanceArn!, sleeping('heavy', 'none', { memory: 2048 }));
      const { tasks } = await world.run(sleeping('packed', 'none'), { cluster: world.two, count: 3, placementStrategy: [{ type: 'binpack', field: 'memory' }] });
      see('binpack beside the heavy task', tasks?.map((task) => task.containerInstanceArn === containerInstanceArn), tasks?.length === 3
        && tasks.every((task) => task.containerInstanceArn === containerInstanceArn));
      await world.clear(world.two);
    }
    const { tasks } = await world.run(sleeping('spread', 'none'), { cluster: world.two, count: 4, placementStrategy: [{ type: 'spread', field: 'instanceId' }] });
    const counts = all.map(({ containerInstanceArn }) => tasks?.filter((task) => task.containerInstanceArn === containerInstanceArn).length);
    see('spread of four', counts, counts.join() === '2,2');
  }),
  line(76, 'D', 'A launch type together with a capacity provider strategy is refused', async (world, see) => {
    const { name, cluster } = await providerOf(world);
    await seeRefused(see, 'both', 'InvalidParameterException', undefined, () =>
      world.run(sleeping('both', 'none'), { cluster, capacityProviderStrategy: [{ capacityProvider: name, weight: 1 }] }));
  }),
  line(77, 'D', 'A capacity provider with managed scaling and no room keeps the task PROVISIONING, and places it when an instance joins', async (world, see) => {
    const provider = await providerOf(world);
    const { tasks, failures } = await world.run(sleeping('provisioned', 'none'), {
      cluster: provider.cluster, launchType: undefined, capacityProviderStrategy: [{ capacityProvider: provider.name, weight: 1 }],
    });
    const [task] = tasks ?? [];
    see('reply', { lastStatus: task?.lastStatus, capacityProviderName: task?.capacityProviderName, containerInstanceArn: task?.containerInstanceArn, failures },
      task?.lastStatus === 'PROVISIONING' && task.capacityProviderName === provider.name && task.containerInstanceArn === undefined && failures?.length === 0);
    if (!task) return;
    const placed = await world.becomes(task, 'RUNNING', 600);
    see('after an instance joined', placed.lastStatus, placed.lastStatus === 'RUNNING' && placed.containerInstanceArn !== undefined);
    await world.clear(provider.cluster);
  }),
  line(78, 'D', 'A DRAINING instance gets no new task and keeps its standalone one; ACTIVE again it takes tasks', async (world, see) => {
    const { containerInstanceArn } = await world.instance(world.one);
    const task = await world.start(sleeping('drained', 'none'));
    const set = (status: 'DRAINING' | 'ACTIVE') => world.ecs.send(new UpdateContainerInstancesStateCommand({
      cluster: world.one, containerInstances: [containerInstanceArn!], status,
    }));
    await set('DRAINING');
    try {
      const answer = await world.run(sleeping('late', 'none')).catch((error: unknown) => error instanceof Error ? `${error.name}: ${error.message}` : String(error));
      see('run-task while DRAINING', typeof answer === 'string' ? answer : { tasks: answer.tasks?.length, failures: answer.failures }, typeof answer === 'string' || answer.tasks?.length === 0);
      const { lastStatus } = await world.task(task);
      see('its task', lastStatus, lastStatus === 'RUNNING');
    } finally {
      await set('ACTIVE');
    }
    const { tasks } = await world.run(sleeping('late', 'none', { portMappings: undefined }));
    see('ACTIVE again', tasks?.length, tasks?.length === 1);
  }),
];
