import { EC2Client, DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import { DescribeClustersCommand, ECSClient, type NetworkConfiguration, type RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs';
import { Aws } from '../workshop/aws';
import { stackName } from '../workshop/stack';
import { taskDefinitionFrom } from '../workshop/walk';
import type { Figure, Pair } from './figure';
import { createAndStart, type EngineContainer, openInstanceEngine, sameContainers } from './instance-engine';
import { interleaved, timed } from './measure';
import { TaskRunner } from './task-runner';

type Mode = 'host' | 'bridge' | 'awsvpc';

const GOALS: Readonly<Record<Mode, number>> = { host: 30, bridge: 100, awsvpc: 100 };

/** Runs the workshop's host mode task again and again in a lab where the workshop is deployed, and the same task in the other modes. */
export async function measureTasks(lab: string, count: number, progress: (done: number) => void): Promise<readonly Figure[]> {
  const aws = new Aws();
  const ecs = new ECSClient({});
  const outputs = await aws.outputs(stackName);
  const cluster = outputs.ClusterName!;
  const template = taskDefinitionFrom('ecs-networking-demo-host-mode.json.template', { ...outputs, AWS_REGION: process.env.AWS_REGION ?? '' });
  const { instanceId } = await aws.containerInstance(cluster);
  const engine = await openInstanceEngine(lab, instanceId);
  const runner = new TaskRunner(aws, cluster);
  const calls: Pair[] = [];
  const describeClusters = () => timed(() => ecs.send(new DescribeClustersCommand({ clusters: [cluster] })));

  /** From the request to startedAt, beside the engine's own work for the same containers. */
  const measureMode = async (mode: Mode): Promise<Figure> => {
    const definition = await aws.register(inMode(template, mode));
    const network = mode === 'awsvpc' ? await networkOf(instanceId) : undefined;
    let containers: readonly EngineContainer[] = [];
    // the image comes to the instance with the first task
    await runner.run(definition, network, async (task) => {
      containers = await sameContainers(engine.docker, task.containers![0]!.runtimeId!, `bench-${mode}`);
    });
    await createAndStart(engine.docker, containers);
    const pairs = await interleaved(count, {
      lab: async () => {
        const describedFirst = calls.length % 2 === 0 ? await describeClusters() : undefined;
        const { call, recorded } = await runner.run(definition, network);
        if (mode === 'host') calls.push({ lab: call, beside: describedFirst ?? await describeClusters() });
        return recorded;
      },
      beside: () => createAndStart(engine.docker, containers),
    }, progress);
    return { name: `${mode} task: request to startedAt, beyond create + start`, unit: 'ms', goal: GOALS[mode], beyond: true, pairs,
      besideName: `create + start of the same container${containers.length > 1 ? 's' : ''} in the same engine` };
  };

  try {
    const host = await measureMode('host');
    const call: Figure = { name: 'RunTask call', unit: 'ms', goal: 15, besideName: 'DescribeClusters call', pairs: calls };
    return [host, call, await measureMode('bridge'), await measureMode('awsvpc')];
  } finally {
    engine.close();
  }
}

/** The workshop's task in another mode; in bridge mode with a host port of its own. */
function inMode(template: RegisterTaskDefinitionCommandInput, mode: Mode): RegisterTaskDefinitionCommandInput {
  return mode === 'host' ? template : {
    ...template, family: `bench-${mode}`, networkMode: mode,
    containerDefinitions: template.containerDefinitions?.map((container) => ({
      ...container, portMappings: [{ containerPort: 80, ...mode === 'bridge' ? { hostPort: 8080 } : {} }] })),
  };
}

/** The instance's own subnet and security groups. */
async function networkOf(instanceId: string): Promise<NetworkConfiguration> {
  const { Reservations } = await new EC2Client({}).send(new DescribeInstancesCommand({ InstanceIds: [instanceId] }));
  const { SubnetId, SecurityGroups = [] } = Reservations?.[0]?.Instances?.[0] ?? {};
  if (!SubnetId) throw new Error(`the instance ${instanceId} has no subnet`);
  return { awsvpcConfiguration: { subnets: [SubnetId], securityGroups: SecurityGroups.map(({ GroupId }) => GroupId!) } };
}
