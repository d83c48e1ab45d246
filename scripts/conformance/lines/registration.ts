import { DeregisterTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import { sleeper, sleeping, tcp, together } from '../definitions';
import { line } from '../line';
import { seeRefused } from '../refusal';
import { hostPage, nonePage } from '../pages';
import { runCli } from '../cli';

const mustMatch = (mode: string) => `When networkMode=${mode}, the host ports and container ports in port mappings must match.`;

/** Setting up and registering task definitions. */
export const registration = [
  line(1, 'D', 'Both pages: registering the filled-in template prints the ARN of a revision of its family', async (world, see) => {
    for (const page of [hostPage(world), nonePage(world)]) {
      const printed = await runCli('ecs', 'register-task-definition', '--cli-input-json', JSON.stringify(page),
        '--query', 'taskDefinition.taskDefinitionArn', '--output', 'text');
      const arn = printed?.output.trim() ?? (await world.register(page)).taskDefinitionArn!;
      if (printed?.status === 0) world.tellMade({ kind: 'task definition', id: arn });
      see(printed ? 'stock CLI' : 'SDK (no aws on the PATH)', arn, new RegExp(`^arn:aws:ecs:${world.region}:\\d{12}:task-definition/${page.family}:\\d+$`).test(arn));
    }
  }),
  line(2, 'D/I', 'A family counts its revisions up by one, and never gives a deregistered number again', async (world, see) => {
    const first = await world.register(sleeping('counted', 'none'));
    const second = await world.register(sleeping('counted', 'none'));
    see('after', [first.revision, second.revision], second.revision === first.revision! + 1);
    await world.ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: second.taskDefinitionArn }));
    const third = await world.register(sleeping('counted', 'none'));
    see('after deregistering the last', third.revision, third.revision === second.revision! + 1);
  }),
  line(3, 'S', 'Host mode: a mapping without hostPort comes back with hostPort equal to containerPort', async (world, see) => {
    const { containerDefinitions } = await world.register(hostPage(world));
    const ports = containerDefinitions?.[0]?.portMappings;
    see('portMappings', ports, ports?.length === 1 && ports[0]?.containerPort === 80 && ports[0].hostPort === 80 && ports[0].protocol === 'tcp');
  }),
  line(4, 'S', 'Bridge: a mapping without hostPort comes back with hostPort 0', async (world, see) => {
    const { containerDefinitions } = await world.register(sleeping('bridge-dynamic', 'bridge', { portMappings: [tcp(80)] }));
    const ports = containerDefinitions?.[0]?.portMappings;
    see('portMappings', ports, ports?.[0]?.hostPort === 0);
  }),
  line(5, 'D', 'None mode with any port mapping is refused (AWS\'s own text is not known)', async (world, see) => {
    await seeRefused(see, 'one mapping', 'ClientException', undefined, () => world.register(sleeping('none-port', 'none', { portMappings: [tcp(80)] })));
  }),
  line(6, 'S', 'Host mode refuses a hostPort that differs from containerPort', async (world, see) => {
    await seeRefused(see, '80 to 8080', 'ClientException', mustMatch('host'), () => world.register(sleeping('host-remap', 'host', { portMappings: [tcp(80, 8080)] })));
  }),
  line(7, 'S', 'awsvpc refuses a hostPort that differs from containerPort', async (world, see) => {
    await seeRefused(see, '80 to 8080', 'ClientException', mustMatch('awsvpc'), () =>
      world.register(sleeping('awsvpc-remap', 'awsvpc', { portMappings: [tcp(80, 8080)] })));
  }),
  line(8, 'S', 'One host port in two containers of a task is refused, in host and in bridge mode', async (world, see) => {
    for (const mode of ['host', 'bridge'] as const) {
      await seeRefused(see, mode, 'ClientException', 'TCP host port \'3000\' is mapped multiple times in task.', () => world.register(together('twice', mode,
        sleeper('a', { portMappings: [tcp(3000, 3000)] }), sleeper('b', { portMappings: [tcp(3000, 3000)] }))));
    }
  }),
  line(9, 'I', 'Port 53 as tcp and as udp live together in one host task, and each set of the instance holds one', async (world, see) => {
    const definition = together('both', 'host',
      sleeper('tcp', { portMappings: [tcp(53, 53)] }), sleeper('udp', { portMappings: [{ containerPort: 53, hostPort: 53, protocol: 'udp' }] }));
    await world.start(definition);
    const { remainingResources } = await world.instance(world.one);
    for (const name of ['PORTS', 'PORTS_UDP']) {
      const ports = remainingResources?.find((resource) => resource.name === name)?.stringSetValue;
      see(`remaining ${name}`, ports, ports?.includes('53') === true);
    }
  }),
  line(10, 'D/S', 'Links are refused in host, none and awsvpc mode and accepted in bridge mode', async (world, see) => {
    const linked = (mode: 'host' | 'none' | 'awsvpc' | 'bridge') => together('linked', mode, sleeper('a'), sleeper('b', { links: ['a:a'] }));
    for (const mode of ['host', 'none'] as const) await seeRefused(see, mode, 'ClientException', undefined, () => world.register(linked(mode)));
    await seeRefused(see, 'awsvpc', 'ClientException', 'Links are not supported when networkMode=awsvpc.', () => world.register(linked('awsvpc')));
    const { status } = await world.register(linked('bridge'));
    see('bridge', status, status === 'ACTIVE');
  }),
  line(11, 'S', 'awsvpc refuses a container\'s hostname', async (world, see) => {
    await seeRefused(see, 'hostname', 'ClientException', 'hostname is not supported on container when networkMode=awsvpc.', () =>
      world.register(sleeping('named', 'awsvpc', { hostname: 'x' })));
  }),
  line(12, 'D', 'The reply names EC2 and EXTERNAL as compatibilities, is ACTIVE, and repeats requiresCompatibilities', async (world, see) => {
    for (const mode of ['host', 'none', 'bridge'] as const) {
      const { compatibilities, status, requiresCompatibilities } = await world.register({ ...sleeping('compatible', mode), requiresCompatibilities: ['EC2'] });
      see(mode, { compatibilities, status, requiresCompatibilities }, status === 'ACTIVE' && requiresCompatibilities?.join() === 'EC2'
        && ['EC2', 'EXTERNAL'].every((name) => compatibilities?.some((one) => one === name)));
    }
  }),
  line(13, 'S/I', 'The host page\'s definition requires the attributes for a task role on the host network and for awslogs', async (world, see) => {
    const { requiresAttributes } = await world.register(hostPage(world));
    const names = (requiresAttributes ?? []).map(({ name }) => name);
    see('requiresAttributes', names, ['com.amazonaws.ecs.capability.task-iam-role-network-host', 'com.amazonaws.ecs.capability.logging-driver.awslogs',
      'ecs.capability.execution-role-awslogs'].every((name) => names.includes(name)));
  }),
  line(14, 'S', 'Without memory in the container and in the task the definition is refused', async (world, see) => {
    await seeRefused(see, 'no memory', 'ClientException',
      'Invalid setting for container \'main\'. At least one of \'memory\' or \'memoryReservation\' must be specified.',
      () => world.register(sleeping('no-memory', 'host', { memory: undefined })));
  }),
  line(15, 'D', 'A task definition without networkMode runs in bridge mode', async (world, see) => {
    const task = await world.start(sleeping('no-mode', undefined));
    const mode = await world.onInstance(`docker inspect -f '{{.HostConfig.NetworkMode}}' ${task.containers![0]!.runtimeId}`);
    see('HostConfig.NetworkMode', mode, /^(bridge|default)$/.test(mode.trim()));
  }),
];
