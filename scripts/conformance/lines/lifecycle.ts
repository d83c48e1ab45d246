import type { ContainerDefinition, Task } from '@aws-sdk/client-ecs';
import { nginx, sleeper, sleeping, tcp, together } from '../definitions';
import { line } from '../line';
import { hostPage, nonePage } from '../pages';
import { poll } from '../poll';
import type { World } from '../world';

/** What does not heed SIGTERM. */
const stubborn: Partial<ContainerDefinition> = { command: ['sh', '-c', 'trap "" TERM; while true; do sleep 1; done'] };

/** Stops a task and gives it as it is STOPPED, with the seconds between its own two times. */
async function stopped(world: World, task: Task): Promise<{ readonly task: Task; readonly seconds: number; readonly exitCode: number | undefined }> {
  await world.stop(task);
  const end = await world.becomes(task, 'STOPPED', 90);
  return { task: end, seconds: (end.executionStoppedAt!.getTime() - end.stoppingAt!.getTime()) / 1000, exitCode: end.containers?.[0]?.exitCode };
}

async function healthOf(world: World, definition: Parameters<World['register']>[0], containers: readonly string[]): Promise<Task> {
  const task = await world.start(definition);
  return poll(() => world.task(task), (now) => containers.every((health, index) => now.containers?.[index]?.healthStatus === health), 40);
}

const check = (command: string): Partial<ContainerDefinition> => ({ healthCheck: { command: ['CMD-SHELL', command], interval: 5, timeout: 2, retries: 1 } });

/** How tasks end. */
export const lifecycle = [
  line(79, 'S/D', 'stop-task answers with a task that is still RUNNING and is to be STOPPED, by the user; later it has both of its stop times', async (world, see) => {
    for (const [page, reason] of [[hostPage(world), undefined], [nonePage(world), 'enough seen']] as const) {
      const task = await world.start(page);
      const { desiredStatus, lastStatus, stopCode, stoppedReason, stoppingAt } = await world.stop(task, reason);
      see(page.family, { desiredStatus, lastStatus, stopCode, stoppedReason, stoppingAt }, desiredStatus === 'STOPPED' && lastStatus === 'RUNNING'
        && stopCode === 'UserInitiated' && stoppedReason === (reason ?? 'Task stopped by user') && stoppingAt !== undefined);
      const end = await world.becomes(task, 'STOPPED');
      see('later', { lastStatus: end.lastStatus, stoppedAt: end.stoppedAt, executionStoppedAt: end.executionStoppedAt },
        end.stoppedAt !== undefined && end.executionStoppedAt !== undefined);
    }
  }),
  line(80, 'D', 'A container gets its stop signal and is killed after stopTimeout, 30 s where none is given; a killed one exits with 137', async (world, see) => {
    const heeding = await world.start(sleeping('heeding', 'none', { command: ['sh', '-c', 'trap "exit 7" TERM; while true; do sleep 1; done'], linuxParameters: undefined }));
    const [quick, slow] = await Promise.all([world.start(sleeping('stubborn-2', 'none', { ...stubborn, stopTimeout: 2 })), world.start(sleeping('stubborn', 'none', stubborn))]);
    const [told, two, thirty] = await Promise.all([heeding, quick, slow].map((task) => stopped(world, task)));
    see('one that heeds', told!.exitCode, told!.exitCode === 7);
    see('stopTimeout 2', { seconds: two!.seconds, exitCode: two!.exitCode }, two!.exitCode === 137 && two!.seconds >= 1.5 && two!.seconds < 15);
    see('no stopTimeout', { seconds: thirty!.seconds, exitCode: thirty!.exitCode }, thirty!.exitCode === 137 && thirty!.seconds >= 29 && thirty!.seconds < 45);
  }),
  line(81, 'D', 'A stopped host task gives its port back: it leaves the remaining PORTS, and a new task runs', async (world, see) => {
    const { task } = await stopped(world, await world.start(hostPage(world)));
    const ports = async () => (await world.instance(world.one)).remainingResources?.find(({ name }) => name === 'PORTS')?.stringSetValue;
    const left = await ports();
    see(`PORTS after ${task.lastStatus}`, left, left?.includes('80') === false);
    const { lastStatus } = await world.start(hostPage(world));
    see('new task', lastStatus, lastStatus === 'RUNNING');
  }),
  line(82, 'S', 'Right after stop-task of a slow holder of the port a new task is accepted and PENDING until the old one is STOPPED', async (world, see) => {
    const page = hostPage(world);
    const [container] = page.containerDefinitions!;
    const slow = await world.start({ ...page, family: 'slow-holder', containerDefinitions: [{ ...container!, image: 'busybox', ...stubborn, stopTimeout: 6 }] });
    await world.stop(slow);
    const { tasks, failures } = await world.run(page);
    see('run-task', { tasks: tasks?.length, failures }, tasks?.length === 1);
    if (!tasks?.[0]) return;
    const seen = new Set<string>();
    const end = await poll(async () => {
      const [old, next] = [await world.task(slow), await world.task(tasks[0]!)];
      seen.add(`${old.lastStatus === 'STOPPED' ? 'old STOPPED' : 'old stopping'}, new ${next.lastStatus}`);
      return next;
    }, ({ lastStatus }) => lastStatus === 'RUNNING' || lastStatus === 'STOPPED', 60);
    see('seen', [...seen], end.lastStatus === 'RUNNING' && seen.has('old stopping, new PENDING') && !seen.has('old stopping, new RUNNING'));
    await new Promise((resolve) => setTimeout(resolve, 2000));
    const { lastStatus } = await world.task(end);
    see('two seconds later', lastStatus, lastStatus === 'RUNNING');
  }),
  line(83, 'D', 'An essential container\'s exit stops the task and its other containers; another container\'s exit changes nothing', async (world, see) => {
    const brief = { command: ['sh', '-c', 'sleep 2; exit 3'] };
    const lasting = await world.start(together('lasting', 'none', sleeper('main'), sleeper('brief', { ...brief, essential: false })));
    const { tasks } = await world.run(together('ending', 'none', sleeper('other'), sleeper('brief', brief)));
    const end = await poll(() => world.task(tasks![0]!), ({ lastStatus }) => lastStatus === 'STOPPED', 60);
    const states = end.containers?.map(({ name, lastStatus, exitCode }) => `${name} ${lastStatus} ${exitCode}`);
    see('essential', { lastStatus: end.lastStatus, stopCode: end.stopCode, stoppedReason: end.stoppedReason, states }, end.lastStatus === 'STOPPED'
      && end.stopCode === 'EssentialContainerExited' && end.stoppedReason === 'Essential container in task exited'
      && end.containers?.every(({ lastStatus }) => lastStatus === 'STOPPED') === true);
    const exited = (task: Task) => task.containers?.find(({ name }) => name === 'brief')?.exitCode;
    const after = await poll(() => world.task(lasting), (task) => exited(task) !== undefined, 30);
    see('not essential', { exitCode: exited(after), lastStatus: after.lastStatus }, exited(after) === 3 && after.lastStatus === 'RUNNING');
  }),
  line(84, 'I', 'Two host tasks without port mappings are placed on one instance, and the second\'s nginx finds the port taken and ends', async (world, see) => {
    const definition = nginx('unmapped', 'host');
    const first = await world.start(definition);
    const { tasks, failures } = await world.run(definition);
    see('second', { tasks: tasks?.length, failures }, tasks?.length === 1);
    const end = await poll(() => world.task(tasks![0]!), ({ lastStatus }) => lastStatus === 'STOPPED', 60);
    see('its end', { lastStatus: end.lastStatus, stopCode: end.stopCode, exitCode: end.containers?.[0]?.exitCode }, end.stopCode === 'EssentialContainerExited');
    const { lastStatus } = await world.task(first);
    see('first', lastStatus, lastStatus === 'RUNNING');
  }),
  line(85, 'D/S', 'An image that cannot be pulled ends the task as TaskFailedToStart, and the container says CannotPullContainerError', async (world, see) => {
    const { tasks } = await world.run(sleeping('unpullable', 'none', { image: 'localhost:9/no-such-image:latest' }));
    const end = await poll(() => world.task(tasks![0]!), ({ lastStatus }) => lastStatus === 'STOPPED', 120);
    const reason = end.containers?.[0]?.reason;
    see('its end', { lastStatus: end.lastStatus, stopCode: end.stopCode, reason }, end.stopCode === 'TaskFailedToStart' && reason?.startsWith('CannotPullContainerError:') === true);
  }),
  line(86, 'D/I', 'A port held by something outside ECS is no placement failure: the bridge task is placed and cannot start', async (world, see) => {
    await world.start(nonePage(world)); // so that the image is on the instance
    await world.onInstance('docker run -d --rm --name conformance-holder -p 8765:80 busybox sleep 600', 60);
    try {
      const { tasks, failures } = await world.run(nginx('late-port', 'bridge', [tcp(80, 8765)]));
      see('run-task', { tasks: tasks?.length, failures }, tasks?.length === 1 && failures?.length === 0);
      const end = await poll(() => world.task(tasks![0]!), ({ lastStatus }) => lastStatus === 'STOPPED', 60);
      const reason = end.containers?.[0]?.reason ?? '';
      see('its end', { lastStatus: end.lastStatus, stopCode: end.stopCode, reason }, /^CannotStartContainerError: .*(port is already allocated|address already in use)/.test(reason));
    } finally {
      await world.onInstance('docker rm -f conformance-holder', 30);
    }
  }),
  line(87, 'D', 'An image\'s own health check counts for nothing; those of the task definition do, and make the task\'s health', async (world, see) => {
    await world.start(nonePage(world)); // so that the image is on the instance
    const health = '\'HEALTHCHECK --interval=1s CMD true\'';
    await world.onInstance(`docker commit --change=${health} $(docker create busybox) conformance-health:latest`, 30);
    const { containers, healthStatus } = await world.start(sleeping('image-health', 'none', { image: 'conformance-health:latest' }));
    await new Promise((resolve) => setTimeout(resolve, 3000));
    see('image\'s own', [containers?.[0]?.healthStatus, healthStatus], containers?.[0]?.healthStatus === 'UNKNOWN' && healthStatus === 'UNKNOWN');
    const cases = [
      ['HEALTHY', ['HEALTHY', 'UNHEALTHY'], [sleeper('a', check('true')), sleeper('b', { ...check('false'), essential: false })]],
      ['UNHEALTHY', ['UNHEALTHY', 'UNKNOWN'], [sleeper('a', check('false')), sleeper('b')]],
      ['UNKNOWN', ['HEALTHY', 'UNKNOWN'], [sleeper('a', check('true')), sleeper('b')]],
    ] as const;
    const tasks = await Promise.all(cases.map(([wanted, each, both]) => healthOf(world, together(`health-${wanted.toLowerCase()}`, 'none', ...both), each)));
    cases.forEach(([wanted, each], index) => {
      const { healthStatus: health, containers: both, lastStatus } = tasks[index]!;
      see(both!.map((one) => `${one.name} ${one.healthStatus}`).join(', '), `${health}, ${lastStatus}`, health === wanted && lastStatus === 'RUNNING'
        && both!.every((one, place) => one.healthStatus === each[place]));
    });
  }),
];
