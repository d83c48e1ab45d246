import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Run, runApp } from '../support/workshop-app';
import { runs, testWith } from '../support/tools';

const LINTERS = [['cfn-lint'], ['python3', '-m', 'cfnlint']];
const linter = LINTERS.find(([command, ...args]) => runs(command, ...args, '--version'));
const testLint = testWith('cfn-lint', linter !== undefined, 'pip install cfn-lint brings it');

function lint(...templates: string[]) {
  const [command, ...args] = linter!;
  // CDK spells out dependencies that references imply
  return spawnSync(command, [...args, '--ignore-checks', 'W3005', '--', ...templates], { encoding: 'utf8' });
}

describe('cfn-lint', () => {
  let app: Run;
  beforeAll(() => {
    app = runApp(['examples/workshop/app.ts']);
  }, 60_000);
  afterAll(() => rmSync(app.outdir, { recursive: true }));

  testLint('finds nothing in the template of the workshop', () => {
    const { status, stdout } = lint(join(app.outdir, 'ecs-network-modes-workshop.template.json'));
    expect([status, stdout]).toEqual([0, '']);
  }, 120_000);

  testLint('finds what is wrong in a template', () => {
    const path = join(app.outdir, 'wrong.template.json');
    writeFileSync(path, JSON.stringify({ Resources: { Cluster: { Type: 'AWS::ECS::Cluster', Properties: { ClusterNam: 'x' } } } }));
    expect(lint(path).stdout).toContain('ClusterNam');
  }, 120_000);
});
