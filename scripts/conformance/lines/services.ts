import {
  CreateServiceCommand, type CreateServiceCommandInput, DeleteServiceCommand, DescribeServicesCommand, type Service,
  UpdateContainerInstancesStateCommand, UpdateServiceCommand, waitUntilServicesStable,
} from '@aws-sdk/client-ecs';
import { sleeping, tcp } from '../definitions';
import { line } from '../line';
import { poll } from '../poll';
import { seeRefused } from '../refusal';
import type { World } from '../world';

const portTaken = 'is already using a port required by your task';

async function create(world: World, serviceName: string, definition: Parameters<World['register']>[0], extra: Partial<CreateServiceCommandInput> = {}): Promise<Service> {
  const { taskDefinitionArn } = await world.register(definition);
  const { service } = await world.ecs.send(new CreateServiceCommand({
    cluster: world.one, serviceName, taskDefinition: taskDefinitionArn, launchType: 'EC2', desiredCount: 1, availabilityZoneRebalancing: 'DISABLED', ...extra,
  }));
  return service!;
}

async function describe(world: World, { clusterArn, serviceName }: Service): Promise<Service> {
  const { services } = await world.ecs.send(new DescribeServicesCommand({ cluster: clusterArn, services: [serviceName!] }));
  return services![0]!;
}

const until = (world: World, service: Service, wanted: (now: Service) => boolean, seconds = 60) =>
  poll(() => describe(world, service), wanted, seconds);
const messages = ({ events }: Service) => (events ?? []).map(({ message = '' }) => message);
const steady = (service: Service) => messages(service).some((message) => message.endsWith('has reached a steady state.'));
const tasksOf = async (world: World, { clusterArn, serviceName }: Service) =>
  (await world.tasks(clusterArn!)).filter(({ group, desiredStatus }) => group === `service:${serviceName}` && desiredStatus === 'RUNNING');
/** Holds this port in host mode. */
const holder = (family: string, port = 8500, extra: Parameters<typeof sleeping>[2] = {}) => sleeping(family, 'host', { portMappings: [tcp(port, port)], stopTimeout: 2, ...extra });

async function update(world: World, service: Service, extra: Omit<ConstructorParameters<typeof UpdateServiceCommand>[0], 'service'>): Promise<Service> {
  return (await world.ecs.send(new UpdateServiceCommand({ cluster: service.clusterArn, service: service.serviceName, ...extra }))).service!;
}

/** The service scheduler. */
export const services = [
  line(88, 'D', 'A host-mode service starts its task, reaches a steady state, and its deployment is COMPLETED', async (world, see) => {
    const service = await create(world, 'steady', holder('steady'));
    const { state } = await waitUntilServicesStable({ client: world.ecs, maxWaitTime: 120, minDelay: 1, maxDelay: 3 }, { cluster: world.one, services: ['steady'] });
    see('services-stable waiter', state, state === 'SUCCESS');
    const now = await until(world, service, (seen) => steady(seen) && seen.deployments?.[0]?.rolloutState === 'COMPLETED');
    const texts = messages(now);
    see('events', texts, texts.some((text) => /^\(service steady\) has started 1 tasks: \(task [0-9a-f]{32}\)\.$/.test(text))
      && texts.includes('(service steady) has reached a steady state.'));
    see('rolloutState', now.deployments?.map(({ rolloutState }) => rolloutState), now.deployments?.length === 1 && now.deployments[0]?.rolloutState === 'COMPLETED');
  }),
  line(89, 'D', 'Two wanted on one instance: one runs, and an event says that the closest instance already uses the port', async (world, see) => {
    const service = await create(world, 'crowded', holder('crowded'), { desiredCount: 2 });
    const now = await until(world, service, (seen) => seen.runningCount === 1 && messages(seen).some((text) => text.includes(portTaken)));
    const { containerInstanceArn } = await world.instance(world.one);
    const text = messages(now).find((message) => message.includes(portTaken));
    see('event', text, text === '(service crowded) was unable to place a task because no container instance met all of its requirements. The closest matching '
      + `(container-instance ${containerInstanceArn!.split('/').pop()}) ${portTaken}. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.`);
    see('runningCount', now.runningCount, now.runningCount === 1);
  }),
  line(90, 'D/S', 'A new revision with 100/200 on one instance sticks: the old task runs on, two deployments, and the port event once', async (world, see) => {
    const service = await create(world, 'stuck', holder('stuck'), { deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 200 } });
    await until(world, service, steady);
    const before = await tasksOf(world, service);
    const { taskDefinitionArn } = await world.register(holder('stuck'));
    await update(world, service, { taskDefinition: taskDefinitionArn });
    await until(world, service, (seen) => messages(seen).some((text) => text.includes(portTaken)));
    await new Promise((resolve) => setTimeout(resolve, 6000));
    const [now, after] = [await describe(world, service), await tasksOf(world, service)];
    see('tasks', after.map(({ taskArn }) => taskArn), after.length === 1 && after[0]?.taskArn === before[0]?.taskArn && after[0]?.lastStatus === 'RUNNING');
    see('deployments', now.deployments?.map(({ status, rolloutState }) => `${status} ${rolloutState}`), now.deployments?.length === 2);
    const repeats = messages(now).filter((text) => text.includes(portTaken)).length;
    see('port events', repeats, repeats === 1);
  }),
  line(91, 'D', 'The same with 0/100 stops the old task first, then starts the new one, and completes', async (world, see) => {
    const service = await create(world, 'rolling', holder('rolling'), { deploymentConfiguration: { minimumHealthyPercent: 0, maximumPercent: 100 } });
    await until(world, service, steady);
    const [old] = await tasksOf(world, service);
    const { taskDefinitionArn } = await world.register(holder('rolling'));
    await update(world, service, { taskDefinition: taskDefinitionArn });
    const now = await until(world, service, ({ deployments }) => deployments?.length === 1 && deployments[0]?.rolloutState === 'COMPLETED'
      && deployments[0].taskDefinition === taskDefinitionArn, 90);
    const [next] = await tasksOf(world, service);
    const gone = await world.task(old!);
    see('deployments', now.deployments?.map(({ rolloutState }) => rolloutState), now.deployments?.length === 1 && now.deployments[0]?.rolloutState === 'COMPLETED');
    see('old stopped, new started', [gone.executionStoppedAt, next?.startedAt], next?.taskDefinitionArn === taskDefinitionArn
      && gone.executionStoppedAt !== undefined && next?.startedAt !== undefined && gone.executionStoppedAt <= next.startedAt);
  }),
  line(92, 'S', 'Minimum and maximum both at 100 percent are refused', async (world, see) => {
    await seeRefused(see, '100/100', 'InvalidParameterException', /cannot be 100 as this will block deployments/, () =>
      create(world, 'blocked', holder('blocked'), { deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 100 } }));
  }),
  line(93, 'D', 'A DAEMON service runs one task on every instance, a new one included, without a desired count; its maximum must be 100', async (world, see) => {
    const daemon = { cluster: world.two, schedulingStrategy: 'DAEMON', desiredCount: undefined } as const;
    await seeRefused(see, 'maximumPercent 150', 'InvalidParameterException', undefined, () =>
      create(world, 'daemon', holder('daemon'), { ...daemon, deploymentConfiguration: { maximumPercent: 150, minimumHealthyPercent: 0 } }));
    const service = await create(world, 'daemon', holder('daemon'), daemon);
    const running = async (count: number) => {
      await until(world, service, ({ runningCount }) => runningCount === count);
      const tasks = (await tasksOf(world, service)).filter(({ lastStatus }) => lastStatus === 'RUNNING');
      const places = new Set(tasks.map(({ containerInstanceArn }) => containerInstanceArn)).size;
      see(`on ${count} instances`, { tasks: tasks.length, places }, tasks.length === count && places === count);
    };
    await running(2);
    const third = await world.launch(world.two);
    try {
      await running(3);
    } finally {
      await world.terminate(third.ec2InstanceId!);
    }
  }),
  line(94, 'D', 'A service\'s task whose essential container is killed is replaced, and the new one says whose it is', async (world, see) => {
    const service = await create(world, 'replaced', holder('replaced'));
    await until(world, service, steady);
    const [old] = await tasksOf(world, service);
    await world.onInstance(`docker kill ${old!.containers![0]!.runtimeId}`);
    const [next] = await poll(() => tasksOf(world, service), ([task]) => task !== undefined && task.taskArn !== old!.taskArn && task.lastStatus === 'RUNNING', 90);
    see('replacement', { other: next?.taskArn !== old?.taskArn, startedBy: next?.startedBy, group: next?.group, lastStatus: next?.lastStatus },
      next !== undefined && next.taskArn !== old?.taskArn && /^ecs-svc\/\d+$/.test(next.startedBy ?? '') && next.group === 'service:replaced' && next.lastStatus === 'RUNNING');
  }),
  line(95, 'D', 'With the breaker on, a deployment whose tasks always exit fails after 3, and rolls back to the last completed revision', async (world, see) => {
    const service = await create(world, 'broken', holder('broken'), {
      deploymentConfiguration: { minimumHealthyPercent: 0, maximumPercent: 100, deploymentCircuitBreaker: { enable: true, rollback: true } },
    });
    const first = await until(world, service, (seen) => seen.deployments?.[0]?.rolloutState === 'COMPLETED');
    const { taskDefinitionArn } = await world.register(holder('broken', 8500, { command: ['false'], linuxParameters: undefined }));
    await update(world, service, { taskDefinition: taskDefinitionArn });
    const seen = new Map<string, string>();
    let failed = 0;
    const end = await poll(async () => {
      const now = await describe(world, service);
      for (const { id, taskDefinition, rolloutState, failedTasks } of now.deployments ?? []) {
        seen.set(id!, `${taskDefinition?.split('/').pop()} ${rolloutState}`);
        if (taskDefinition === taskDefinitionArn) failed = Math.max(failed, failedTasks ?? 0);
      }
      return now;
    }, ({ deployments }) => deployments?.length === 1 && deployments[0]?.taskDefinition === first.taskDefinition && deployments[0]?.rolloutState === 'COMPLETED', 180);
    see('deployments seen', [...seen.values()], [...seen.values()].some((text) => text.endsWith('FAILED')));
    see('failed tasks', failed, failed === 3);
    see('in the end', end.deployments?.map(({ taskDefinition, rolloutState }) => `${taskDefinition?.split('/').pop()} ${rolloutState}`),
      end.deployments?.length === 1 && end.deployments[0]?.taskDefinition === first.taskDefinition
      && end.deployments[0]?.id !== first.deployments?.[0]?.id);
  }),
  line(96, 'D', 'delete-service --force: the service drains, its task stops, and it is INACTIVE', async (world, see) => {
    const service = await create(world, 'deleted', holder('deleted'));
    await until(world, service, steady);
    const [task] = await tasksOf(world, service);
    const reply = await world.ecs.send(new DeleteServiceCommand({ cluster: world.one, service: 'deleted', force: true }));
    see('reply', reply.service?.status, reply.service?.status === 'DRAINING');
    const now = await until(world, service, ({ status }) => status === 'INACTIVE');
    see('later', now.status, now.status === 'INACTIVE');
    const { lastStatus } = await poll(() => world.task(task!), (one) => one.lastStatus === 'STOPPED', 60);
    see('its task', lastStatus, lastStatus === 'STOPPED');
  }),
  line(97, 'D/I', 'Draining one of two instances moves a host-port service\'s task only where the other instance has the port free', async (world, see) => {
    const service = await create(world, 'moving', holder('moving'), { cluster: world.two });
    await until(world, service, steady);
    const [task] = await tasksOf(world, service);
    const drain = (status: 'DRAINING' | 'ACTIVE', containerInstanceArn = task!.containerInstanceArn!) => world.ecs.send(new UpdateContainerInstancesStateCommand({
      cluster: world.two, containerInstances: [containerInstanceArn], status,
    }));
    const { containerInstanceArn: other, ec2InstanceId } = (await world.instances(world.two))
      .find(({ containerInstanceArn }) => containerInstanceArn !== task?.containerInstanceArn)!;
    const blocker = await world.start(holder('blocker'), {
      cluster: world.two, placementConstraints: [{ type: 'memberOf', expression: `ec2InstanceId == ${ec2InstanceId}` }],
    });
    await drain('DRAINING');
    try {
      const stuck = await until(world, service, (now) => messages(now).some((text) => text.includes(portTaken)), 20);
      const still = await world.task(task!);
      see('other port taken', { lastStatus: still.lastStatus, event: messages(stuck).find((text) => text.includes(portTaken)) }, still.lastStatus === 'RUNNING');
      await world.stop(blocker);
      const [moved] = await poll(() => tasksOf(world, service), (all) => all.some((one) => one.containerInstanceArn === other && one.lastStatus === 'RUNNING')
        && all.length === 1, 90);
      see('other port free', moved?.containerInstanceArn === other ? 'moved' : 'not moved', moved?.containerInstanceArn === other);
    } finally {
      await drain('ACTIVE');
    }
  }),
];
