import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Run, runApp, FLAGS } from '../support/workshop-app';
import { ROOT, testWith } from '../support/tools';

const ENTRY = 'test/newest/newest-app.ts';
// the findings of the built-in validator are warnings by themselves
const STRICT = { ...FLAGS, '@aws-cdk/core:validateAgainstDefaultRules': true };
const testNewest = testWith('the newest aws-cdk-lib (aws-cdk-lib-newest)', resolves('aws-cdk-lib-newest'), 'npm ci brings it');

function resolves(name: string): boolean {
  try {
    return require.resolve(`${name}/package.json`) !== '';
  } catch {
    return false;
  }
}

function run(app: string): Run {
  const result = runApp([ENTRY, join(ROOT, app)], STRICT);
  rmSync(result.outdir, { recursive: true, force: true });
  return result;
}

describe('the CloudFormation validator of the newest aws-cdk-lib', () => {
  testNewest('finds nothing in the workshop', () => {
    const { status, stderr } = run('examples/workshop/app.ts');
    expect([status, stderr]).toEqual([0, '']);
  }, 120_000);

  testNewest('finds what is wrong in a template', () => {
    const { status, stderr } = run('test/newest/wrong-app.ts');
    expect(status).toBe(1);
    expect(stderr).toContain('is not of type \'integer\'');
  }, 120_000);
});
