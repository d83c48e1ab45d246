import { ExecuteCommandCommand, type Task } from '@aws-sdk/client-ecs';
import { parseInterfaces, parseRoutes, showInterfaces, showRoutes } from '../../workshop/ip-output';
import { runSession } from '../cli';
import { sleeper, sleeping, together } from '../definitions';
import { line } from '../line';
import { hostPage, nonePage } from '../pages';
import { seeRefused } from '../refusal';
import { execOnce } from '../session';
import type { World } from '../world';

const notConnected = 'The execute command failed due to an internal error. Try again later.';
const notEnabled = 'The execute command failed because execute command was not enabled when the task was run or the execute command agent isn’t running. '
  + 'Wait and try again or run a new task with execute command enabled and try again.';
const welcome = /<h1>Welcome to nginx!<\/h1>/;

const hostTask = (world: World): Promise<Task> => world.start(hostPage(world), { enableExecuteCommand: true });
const execArgs = (world: World, task: Task) => ['ecs', 'execute-command', '--cluster', world.one, '--task', task.taskArn!, '--container', 'nginx',
  '--command', '/bin/sh', '--interactive'];

/** ECS Exec: inside the task. */
export const exec = [
  line(29, 'D', 'Host page: execute-command with the stock CLI and plugin names its session and shows a prompt', async (world, see) => {
    const task = await hostTask(world);
    const printed = await runSession(['exit'], ...execArgs(world, task));
    if (printed) {
      see('stock CLI and plugin', printed.output, /Starting session with SessionId: ecs-execute-command-\w+/.test(printed.output) && /# /.test(printed.output));
    } else {
      const { session } = await world.ecs.send(new ExecuteCommandCommand({
        cluster: world.one, task: task.taskArn, container: 'nginx', command: '/bin/sh', interactive: true,
      }));
      see('session (no aws, session-manager-plugin and script on the PATH)', session?.sessionId, /^ecs-execute-command-\w+$/.test(session?.sessionId ?? ''));
    }
  }),
  line(30, 'D', 'In a host task ip a shows the instance\'s own interfaces and addresses, no more and no less', async (world, see) => {
    const task = await hostTask(world);
    const inside = showInterfaces(parseInterfaces(await world.inTask(task, 'nginx', 'ip a sh')));
    const instance = showInterfaces(parseInterfaces(await world.onInstance('ip a sh')));
    see('in the task', inside, inside === instance && /docker0/.test(inside));
  }),
  line(31, 'D', 'In a host task ip link and ip r show what the instance shows, the docker0 route included', async (world, see) => {
    const task = await hostTask(world);
    const links = async (read: (command: string) => Promise<string>) => showInterfaces(parseInterfaces(await read('ip link sh')));
    const routes = async (read: (command: string) => Promise<string>) => showRoutes(parseRoutes(await read('ip r sh')));
    const inside = (command: string) => world.inTask(task, 'nginx', command);
    const outside = (command: string) => world.onInstance(command);
    see('links', await links(inside), await links(inside) === await links(outside));
    const seen = await routes(inside);
    see('routes', seen, seen === await routes(outside) && /172\.17\.0\.0\/16 dev docker0/.test(seen));
  }),
  line(32, 'D', 'In a host task curl on localhost and on the instance\'s address gives the nginx page', async (world, see) => {
    const task = await hostTask(world);
    const address = /src (\S+)/.exec(await world.onInstance('ip r get 198.51.100.1 | head -1'))?.[1];
    for (const host of ['localhost', address]) {
      const page = await world.inTask(task, 'nginx', `curl -s http://${host}:80 || wget -qO- http://${host}:80`);
      see(String(host), /<h1>.*<\/h1>/.exec(page)?.[0] ?? page, welcome.test(page));
    }
  }),
  line(33, 'D', 'The exec shell is root even when the container runs as another user', async (world, see) => {
    const task = await world.start({ ...sleeping('as-user', 'host', { user: '1234' }), taskRoleArn: world.roles.task }, { enableExecuteCommand: true });
    const process = await world.onInstance(`docker exec ${task.containers![0]!.runtimeId} id -u`);
    const shell = await world.inTask(task, 'main', 'id -u');
    see('uid of the container and of the shell', [process, shell], process.trim() === '1234' && shell.trim() === '0');
  }),
  line(34, 'S/I', 'A command runs without a shell around it; one that is missing ends the session and not the container', async (world, see) => {
    const task = await world.start({ ...sleeping('words', 'host'), taskRoleArn: world.roles.task }, { enableExecuteCommand: true });
    const list = await execOnce(world, task, 'main', 'ls /');
    see('ls /', list, /\bproc\b/.test(list) && /\betc\b/.test(list));
    const words = await execOnce(world, task, 'main', 'echo "a  b" $HOME');
    see('echo "a  b" $HOME', words, words.includes('a  b $HOME'));
    const missing = await execOnce(world, task, 'main', 'no-such-program');
    see('no-such-program', missing, /no-such-program/.test(missing) && /not found|no such file/i.test(missing));
    const { lastStatus } = await world.task(task);
    see('task afterwards', lastStatus, lastStatus === 'RUNNING');
  }),
  line(35, 'S', 'exit ends the session with its id, and the CLI with status 0', async (world, see) => {
    const task = await hostTask(world);
    const printed = await runSession(['exit'], ...execArgs(world, task));
    if (printed) {
      const end = /Exiting session with sessionId: [^\s.]+/.exec(printed.output)?.[0];
      see('stock CLI and plugin', `${end ?? printed.output}; status ${printed.status}`, end !== undefined && printed.status === 0);
    } else {
      const closing = await (await world.aws.execute(world.one, task.taskArn!, 'nginx')).leave();
      see('session ended (no aws, session-manager-plugin and script on the PATH)', closing, !/error|unable|refused/i.test(closing));
    }
  }),
  line(36, 'I', 'ECS Exec on a none task finds its target not connected', async (world, see) => {
    const task = await world.start(nonePage(world), { enableExecuteCommand: true });
    await seeRefused(see, 'exec', 'TargetNotConnectedException', notConnected, () => world.aws.execute(world.one, task.taskArn!, 'sleep'));
  }),
  line(37, 'S', 'ECS Exec on a task that was run without it is refused', async (world, see) => {
    const task = await world.start(hostPage(world));
    await seeRefused(see, 'exec', 'InvalidParameterException', notEnabled, () => world.aws.execute(world.one, task.taskArn!, 'nginx'));
  }),
  line(38, 'D', 'ECS Exec must be interactive', async (world, see) => {
    const task = await hostTask(world);
    await seeRefused(see, 'interactive false', 'InvalidParameterException', undefined, () => world.ecs.send(new ExecuteCommandCommand({
      cluster: world.one, task: task.taskArn, container: 'nginx', command: 'ls', interactive: false,
    })));
  }),
  line(39, 'D', 'With two containers ECS Exec needs a container\'s name; with one it may be left out', async (world, see) => {
    const open = (task: Task) => world.ecs.send(new ExecuteCommandCommand({ cluster: world.one, task: task.taskArn, command: 'true', interactive: true }));
    const two = await world.start({ ...together('exec-two', 'host', sleeper('a'), sleeper('b')), taskRoleArn: world.roles.task }, { enableExecuteCommand: true });
    await seeRefused(see, 'two containers', 'InvalidParameterException', undefined, () => open(two));
    const one = await world.start({ ...sleeping('exec-one', 'host'), taskRoleArn: world.roles.task }, { enableExecuteCommand: true });
    const { containerName } = await open(one);
    see('one container', containerName, containerName === 'main');
  }),
  line(40, 'S/I', 'A container has two exec sessions at most: a third is refused while both are open', async (world, see) => {
    const task = await hostTask(world);
    const open = [await world.aws.execute(world.one, task.taskArn!, 'nginx'), await world.aws.execute(world.one, task.taskArn!, 'nginx')];
    const answers = await Promise.all(open.map((terminal) => terminal.type('echo here')));
    see('two open', answers, answers.every((answer) => answer === 'here'));
    const third = await world.aws.execute(world.one, task.taskArn!, 'nginx').then(async (terminal) => `a shell: ${await terminal.type('echo here', 8)}`)
      .catch((error: unknown) => error instanceof Error ? `${error.name}: ${error.message}` : String(error));
    see('third', third, !third.startsWith('a shell'));
    await Promise.all(open.map((terminal) => terminal.leave()));
  }),
];
