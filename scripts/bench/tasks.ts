import { setTimeout as pause } from 'node:timers/promises';
import { DescribeClustersCommand, ECSClient } from '@aws-sdk/client-ecs';
import { Aws } from '../workshop/aws';
import { stackName } from '../workshop/stack';
import { taskDefinitionFrom } from '../workshop/walk';
import type { Figure, Pair } from './figure';
import { createAndStart, openInstanceEngine, sameContainer } from './instance-engine';
import { interleaved, timed } from './measure';

/** Milliseconds before the first question about a task, so that the questions do not slow its start. */
const quiet = 500;

/** Runs the workshop's host mode task again and again in a lab where the workshop is deployed. */
export async function measureTasks(lab: string, count: number, progress: (done: number) => void): Promise<readonly [start: Figure, call: Figure]> {
  const aws = new Aws();
  const ecs = new ECSClient({});
  const outputs = await aws.outputs(stackName);
  const cluster = outputs.ClusterName!;
  const definition = await aws.register(taskDefinitionFrom('ecs-networking-demo-host-mode.json.template', { ...outputs, AWS_REGION: process.env.AWS_REGION ?? '' }));
  const { instanceId } = await aws.containerInstance(cluster);
  const engine = await openInstanceEngine(lab, instanceId);
  const calls: Pair[] = [];

  const describeClusters = () => timed(() => ecs.send(new DescribeClustersCommand({ clusters: [cluster] })));

  /** One task, stopped again: what the lab recorded of it, how long the call took, and its container. */
  const runOnce = async () => {
    let arn: string | undefined;
    const call = await timed(async () => {
      const { tasks, failures } = await aws.runTask(cluster, definition);
      arn = tasks?.[0]?.taskArn;
      if (!arn) throw new Error(`the task was not placed: ${JSON.stringify(failures)}`);
    });
    await pause(quiet);
    const task = await aws.waitForTask(cluster, arn!, 'RUNNING', ({ lastStatus }) => lastStatus === 'RUNNING');
    await aws.stopTask(cluster, arn!);
    await aws.waitForTask(cluster, arn!, 'STOPPED', ({ lastStatus }) => lastStatus === 'STOPPED');
    return { call, recorded: task.startedAt!.getTime() - task.createdAt!.getTime(), dockerId: task.containers![0]!.runtimeId! };
  };

  try {
    const { dockerId } = await runOnce(); // the image comes to the instance with the first task
    const options = await sameContainer(engine.docker, dockerId, 'bench');
    await createAndStart(engine.docker, options);
    const pairs = await interleaved(count, {
      lab: async () => {
        const describedFirst = calls.length % 2 === 0 ? await describeClusters() : undefined;
        const { call, recorded } = await runOnce();
        calls.push({ lab: call, beside: describedFirst ?? await describeClusters() });
        return recorded;
      },
      beside: () => createAndStart(engine.docker, options),
    }, progress);
    return [
      { name: 'task: request to startedAt, beyond create + start', unit: 'ms', goal: 30, beyond: true, pairs,
        besideName: 'create + start of the same container in the same engine' },
      { name: 'RunTask call', unit: 'ms', goal: 15, besideName: 'DescribeClusters call', pairs: calls },
    ];
  } finally {
    engine.close();
  }
}
