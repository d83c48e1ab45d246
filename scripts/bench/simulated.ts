import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DescribeClustersCommand, DescribeTasksCommand, ECSClient } from '@aws-sdk/client-ecs';
import { CLUSTER, SimulatedCluster, simulatedInstance } from '../../packages/lab/test/support/simulated-cluster';
import type { Figure } from './figure';
import { interleaved, timed } from './measure';

const INSTANCES = 1000;

/** The scheduler's own work for one task among many instances, ten of the tasks on each already. */
export async function measurePlacement(count: number): Promise<Figure> {
  const zone = (index: number) => `us-east-1${'abc'[index % 3] ?? ''}`;
  const cluster = new SimulatedCluster(Array.from(
    { length: INSTANCES }, (_, index) => simulatedInstance(index, { zone: zone(index), cpu: 20_000, memory: 20_000 })));
  const strategy = [{ type: 'spread' as const, field: 'attribute:ecs.availability-zone' }, { type: 'binpack' as const, field: 'memory' }];
  const place = () => {
    if (cluster.run({ cpu: 1, memory: 4, tcp: [8080] }, strategy, Math.random).task === undefined) throw new Error('there was no room for a task');
  };
  for (let task = 0; task < INSTANCES * 10; task++) {
    cluster.run({ cpu: 1, memory: 4, family: `other-${task % 7}` }, [], Math.random);
  }
  const pairs = await interleaved(count, {
    lab: async () => timed(async () => place()),
    beside: async () => timed(async () => cluster.book.candidates(CLUSTER).map(({ room }) => room.cpu).sort()),
  }, () => undefined);
  return { name: 'placement among 1,000 instances', unit: 'ms', goal: 1, besideName: 'sorting 1,000 numbers as text', pairs };
}

interface Simulated {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly taskArns: readonly string[];
}

/** DescribeTasks of a hundred in a process that has ten thousand, in its memory and on its disk. */
export async function measureDescribeTasks(count: number): Promise<Figure> {
  const child = fork(join(__dirname, 'simulated-lab.ts'), { execArgv: ['--import', 'tsx'], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  try {
    const [{ taskArns, ...options }] = await once(child, 'message') as [Simulated];
    const ecs = new ECSClient(options);
    const step = Math.floor(taskArns.length / 100);
    const tasks = Array.from({ length: 100 }, (_, index) => taskArns[index * step]!);
    const describe = async () => {
      const reply = await ecs.send(new DescribeTasksCommand({ tasks }));
      if (reply.tasks?.length !== tasks.length) throw new Error(`DescribeTasks told of ${reply.tasks?.length ?? 0} tasks where ${tasks.length} were asked for`);
    };
    await describe(); // opens the connection
    const pairs = await interleaved(count, {
      lab: () => timed(describe),
      beside: () => timed(() => ecs.send(new DescribeClustersCommand({}))),
    }, () => undefined);
    return { name: 'DescribeTasks of 100 among 10,000', unit: 'ms', goal: 10, besideName: 'DescribeClusters call', pairs };
  } finally {
    child.disconnect();
    await once(child, 'exit');
  }
}
