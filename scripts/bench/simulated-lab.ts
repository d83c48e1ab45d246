import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomIds } from '../../packages/lab/src/ecs/ids';
import { createTask } from '../../packages/lab/src/ecs/task/create';
import { openLevelStore } from '../../packages/lab/src/state/level-store';
import { startEcsLab } from '../../packages/lab/test/support/ecs';

/** Tasks of the simulated lab. */
export const TASKS = 10_000;

/** The lab's gateway, its ECS and its store on disk, with tasks on an instance that runs nothing. Tells where it is, and ends when told to. */
async function serve(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'ecs-lab-bench-'));
  const lab = await startEcsLab({ store: await openLevelStore(folder) });
  const { arn: containerInstanceArn } = await lab.addInstance({ cpu: TASKS * 1024, memory: TASKS * 1024 });
  const definition = lab.control.tables.taskDefinitions.get(await lab.define({ portMappings: [] }));
  if (definition === undefined) throw new Error('the simulated lab has lost its task definition');
  const order = { clusterArn: lab.control.arns.cluster(), group: 'family:demo', launchType: 'EC2' as const, definition, enableExecuteCommand: false, tags: [] };
  const tasks = Array.from({ length: TASKS }, () => createTask(order, { containerInstanceArn, attributes: [] }, lab.control.now(), randomIds));
  tasks.forEach((task) => lab.control.addTask(task));
  await lab.store.flushed();
  const { endpoint, region, credentials } = lab.lab.clientOptions;
  process.send?.({ endpoint, region, credentials, taskArns: tasks.map(({ taskArn }) => taskArn) });
  await new Promise((resolve) => process.once('disconnect', resolve));
  await lab.stop();
  await rm(folder, { recursive: true, force: true });
}

if (require.main === module) void serve().then(() => process.exit(0));
