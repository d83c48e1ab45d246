import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryHas, ROOT, testWith } from '../support/tools';

interface Assembly {
  readonly types: Record<string, { methods?: { readonly name: string }[] }>;
}

const testApi = testWith('the assembly of jsii (.jsii)', repositoryHas('.jsii'), 'npx projen compile makes it');
const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

/** The task that a release runs. */
function compatCommand(): string[] {
  const { tasks } = JSON.parse(readFileSync(join(ROOT, '.projen', 'tasks.json'), 'utf8')) as { tasks: Record<string, { steps: { exec: string }[] }> };
  return tasks.compat.steps[0].exec.split(' ');
}

/** A copy of the compiled package, with its assembly changed. */
function packageWith(change: (assembly: Assembly) => void): string {
  const folder = mkdtempSync(join(tmpdir(), 'network-modes-compat-'));
  folders.push(folder);
  const assembly = JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf8')) as Assembly;
  change(assembly);
  writeFileSync(join(folder, '.jsii'), JSON.stringify(assembly));
  cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** Runs the task with a folder in the place of the last release. */
function compat(released: string, updated: string) {
  const [program, original, ...options] = compatCommand();
  expect(original).toBe('npm:cdk-ecs-network-modes');
  return spawnSync(join(ROOT, 'node_modules', '.bin', program), [released, updated, ...options], { cwd: ROOT, encoding: 'utf8' });
}

testApi('a release that takes a method away is refused with its name', () => {
  const fewer = packageWith(({ types }) => {
    const cluster = types['cdk-ecs-network-modes.Ec2CapacityCluster'];
    cluster.methods = cluster.methods?.filter(({ name }) => name !== 'addHostModeService');
  });
  const { status, stderr } = compat(packageWith(() => undefined), fewer);
  expect([status, stderr]).toEqual([1, expect.stringMatching(/Ec2CapacityCluster.*addHostModeService/)]);
}, 60_000);

testApi('a release that only adds is let through', () => {
  const fewer = packageWith(({ types }) => {
    delete types['cdk-ecs-network-modes.NetworkModesWorkshop'];
  });
  expect(compat(fewer, packageWith(() => undefined)).status).toBe(0);
}, 60_000);
