import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  CloudFormationClient, DescribeStackEventsCommand, DescribeStacksCommand, ExecuteChangeSetCommand,
} from '@aws-sdk/client-cloudformation';
import { run } from '../workshop/child';
import { root } from '../workshop/lab-control';
import { stackName } from '../workshop/stack';
import type { Figure, Pair } from './figure';
import type { BenchLab } from './lab';
import { bareMemory, residentMemory } from './memory';
import { timed } from './measure';

const changeSet = 'bench';
/** Milliseconds after a deploy at which memory is read. */
const settled = 30_000;

/** Deploys the workshop, every time in a new lab, the last of which is left running. */
export async function measureDeploys(
  lab: BenchLab, count: number, progress: (text: string) => void,
): Promise<readonly [memory: Figure, deploy: Figure]> {
  // a folder of its own: other runs of cdk use cdk.out
  const assembly = await mkdtemp(join(tmpdir(), 'ecs-lab-bench-'));
  try {
    return await deployEach(lab, count, assembly, progress);
  } finally {
    await rm(assembly, { recursive: true, force: true });
  }
}

async function deployEach(
  lab: BenchLab, count: number, assembly: string, progress: (text: string) => void,
): Promise<readonly [memory: Figure, deploy: Figure]> {
  const memory: Pair[] = [];
  const deploys: Pair[] = [];
  while (deploys.length < count) {
    const nth = `deploy ${deploys.length + 1} of ${count}`;
    progress(`${nth}: a new lab, cdk bootstrap, a change set`);
    const pid = await lab.fresh();
    await prepare(assembly, deploys.length === 0);
    progress(`${nth}: executing the change set`);
    const taken = await execute();
    const read = pause(settled).then(() => residentMemory(pid));
    deploys.push({ lab: taken, beside: await bareInstance(lab.name) });
    progress(`${nth}: ${taken.toFixed(2)} s; reading memory in ${settled / 1000} s`);
    memory.push({ lab: await read, beside: await bareMemory() });
  }
  return [
    { name: 'lab process, 30 s after a deploy', unit: 'MiB', goal: 100, besideName: 'idle Node process', pairs: memory },
    { name: 'ExecuteChangeSet to terminal event', unit: 's', goal: 5, besideName: 'docker run of the instance image with the command true', pairs: deploys },
  ];
}

/** Makes the change set in a new lab; `first` synthesises what the others use again. */
async function prepare(assembly: string, first: boolean): Promise<void> {
  if (first) await cdk('synth', '--quiet', '--output', assembly);
  await cdk('bootstrap', '--app', assembly);
  const options = ['--method', 'prepare-change-set', '--change-set-name', changeSet, '--require-approval', 'never'];
  await cdk('deploy', stackName, '--app', assembly, ...options);
}

/** The pinned cdk CLI; its output is only of interest when it fails. */
async function cdk(...args: string[]): Promise<void> {
  await run(process.execPath, [join(root, 'node_modules', 'aws-cdk', 'bin', 'cdk'), ...args, '--no-notices'], { cwd: root });
}

/** Seconds from the answer of ExecuteChangeSet to the time of the stack's terminal event. */
async function execute(): Promise<number> {
  const cloudFormation = new CloudFormationClient({});
  await cloudFormation.send(new ExecuteChangeSetCommand({ StackName: stackName, ChangeSetName: changeSet }));
  const accepted = Date.now();
  let status: string;
  do {
    await pause(250);
    const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName: stackName }));
    status = Stacks?.[0]?.StackStatus ?? 'gone';
  } while (status.endsWith('_IN_PROGRESS'));
  if (status !== 'CREATE_COMPLETE') throw new Error(`the workshop's stack is ${status} where CREATE_COMPLETE was expected: see ecs-lab's log`);
  const { StackEvents } = await cloudFormation.send(new DescribeStackEventsCommand({ StackName: stackName }));
  const last = StackEvents?.[0];
  if (last?.LogicalResourceId !== stackName || last.ResourceStatus !== status || !last.Timestamp) {
    throw new Error(`the newest event of the workshop's stack is ${last?.LogicalResourceId} ${last?.ResourceStatus}, not its own ${status}`);
  }
  return (last.Timestamp.getTime() - accepted) / 1000;
}

/** Seconds that the machine's engine needs for a container of the instance image that ends at once. */
async function bareInstance(lab: string): Promise<number> {
  const filters = ['--filter', `label=ecs-lab.name=${lab}`, '--filter', 'label=ecs-lab.role=instance'];
  const image = (await run('docker', ['ps', ...filters, '--format', '{{.Image}}'], { cwd: root })).trim().split('\n')[0];
  if (!image) throw new Error(`the lab ${lab} has no instance after its deploy`);
  const label = ['--label', `ecs-lab.name=${lab}`, '--label', 'ecs-lab.role=probe'];
  return await timed(() => run('docker', ['run', '--rm', '--network', 'none', ...label, '--entrypoint', 'true', image], { cwd: root })) / 1000;
}
