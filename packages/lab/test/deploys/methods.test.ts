import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { CfnOutput, CfnParameter, Stack, Tags } from 'aws-cdk-lib/core';
import { DeployLab, ENVIRONMENT, parameter } from './support';

let lab: DeployLab;
before(async () => {
  lab = await DeployLab.start();
  await lab.bootstrap();
});
after(() => lab.stop());

/** An app of one stack with one parameter, `/<name>`, whose value is an output too. */
function valued(name: string, value: string): string {
  return lab.synth((app) => {
    const stack = new Stack(app, name);
    parameter(stack, 'Named', { Name: `/${name}`, Value: value });
    new CfnOutput(stack, 'Value', { value });
  });
}

describe('the ways to deploy a stack', { concurrency: 3 }, () => {
  it('by a change set: the first time, without a change, with one, by force', async () => {
    assert.match(await lab.deploy(valued('ByChangeSet', 'one'), ['--outputs-file', 'by-change-set.json']), /✅ {2}ByChangeSet\n[^]*ByChangeSet\.Value = one/);
    assert.deepEqual(JSON.parse(readFileSync(join(lab.folder, 'by-change-set.json'), 'utf8')), { ByChangeSet: { Value: 'one' } });
    assert.deepEqual(await lab.events('ByChangeSet'), [
      'ByChangeSet REVIEW_IN_PROGRESS: User Initiated', 'ByChangeSet CREATE_IN_PROGRESS: User Initiated',
      'Named CREATE_IN_PROGRESS', 'Named CREATE_IN_PROGRESS: Resource creation Initiated', 'Named CREATE_COMPLETE', 'ByChangeSet CREATE_COMPLETE',
    ]);
    assert.match(await lab.deploy(valued('ByChangeSet', 'one')), /✅ {2}ByChangeSet \(no changes\)/);
    assert.match(await lab.deploy(valued('ByChangeSet', 'one'), ['--force']), /CloudFormation reported that the deployment would not make any changes/);
    assert.match(await lab.deploy(valued('ByChangeSet', 'two')), /✅ {2}ByChangeSet\n/);
    assert.equal(await lab.parameter('/ByChangeSet'), 'two');
  });

  it('by --method=direct: created, unchanged, updated, failed', async () => {
    assert.match(await lab.deploy(valued('Direct', 'one'), ['--method=direct']), /Direct: creating stack\.\.\.[^]*✅ {2}Direct\n/);
    assert.match(await lab.deploy(valued('Direct', 'one'), ['--method=direct', '--force']), /Direct: updating stack\.\.\.[^]*✅ {2}Direct \(no changes\)/);
    assert.match(await lab.deploy(valued('Direct', 'two'), ['--method=direct']), /Direct: updating stack\.\.\.[^]*UPDATE_COMPLETE[^]*✅ {2}Direct\n/);
    assert.equal(await lab.parameter('/Direct'), 'two');
    assert.equal((await lab.stack('Direct')).ChangeSetId, undefined);
  });

  it('by a change set that is only prepared, and executed by the stock CLI later', async () => {
    await lab.deploy(valued('Prepared', 'one'));
    const prepared = await lab.deploy(valued('Prepared', 'two'), ['--no-execute', '--change-set-name', 'later']);
    assert.match(prepared, /Changeset arn:aws:cloudformation:\S+:changeSet\/later\/\S+ created and waiting in review for manual execution/);
    assert.equal(await lab.parameter('/Prepared'), 'one');
    await lab.aws(['cloudformation', 'wait', 'change-set-create-complete', '--stack-name', 'Prepared', '--change-set-name', 'later']);
    await lab.aws(['cloudformation', 'execute-change-set', '--stack-name', 'Prepared', '--change-set-name', 'later']);
    await lab.ended('Prepared');
    assert.equal(await lab.parameter('/Prepared'), 'two');
  });

  it('with parameters: given for all stacks and for one, kept, and not kept', async () => {
    const app = lab.synth((root) => {
      const stack = new Stack(root, 'Parametrised');
      const who = new CfnParameter(stack, 'Who', { default: 'nobody' });
      parameter(stack, 'Named', { Name: '/Parametrised', Value: who.valueAsString });
    });
    await lab.deploy(app, ['--parameters', 'Who=anybody', '--parameters', 'Parametrised:Who=somebody']);
    assert.equal(await lab.parameter('/Parametrised'), 'somebody');
    assert.match(await lab.deploy(app, ['--force']), /no changes/);
    await lab.deploy(app, ['--no-previous-parameters']);
    assert.equal(await lab.parameter('/Parametrised'), 'nobody');
  });

  it('with a template of more than 51,200 bytes, which goes through the bootstrap bucket', async () => {
    const app = lab.synth((root) => {
      const stack = new Stack(root, 'Large');
      for (let index = 0; index < 20; index++) parameter(stack, `P${index}`, { Value: `${index}`.padEnd(3000, 'x') });
    });
    const template = readFileSync(join(app, 'Large.template.json'), 'utf8');
    assert.ok(template.length > 51_200);
    await lab.deploy(app);
    assert.equal((await lab.stack('Large')).StackStatus, 'CREATE_COMPLETE');
  });

  it('by the stock CLI: deploy from a file, deploy from a bucket, and its change sets', async () => {
    const file = join(valued('ByAws', 'one'), 'ByAws.template.json');
    const deploy = (...more: readonly string[]) => lab.aws(['cloudformation', 'deploy', '--stack-name', 'ByAws', '--template-file', file, ...more]);
    assert.match(await deploy('--tags', 'team=lab'), /Successfully created\/updated stack - ByAws/);
    assert.deepEqual((await lab.stack('ByAws')).Tags, [{ Key: 'team', Value: 'lab' }]);
    const bucket = ['--no-fail-on-empty-changeset', '--s3-bucket', `cdk-hnb659fds-assets-${ENVIRONMENT.account}-${ENVIRONMENT.region}`];
    assert.match(await deploy('--tags', 'team=lab', ...bucket), /No changes to deploy\. Stack ByAws is up to date/);
    assert.match(await deploy(), /Successfully created\/updated stack - ByAws/, 'an update without tags takes them off');
    assert.deepEqual((await lab.stack('ByAws')).Tags, []);
  });

  it('by the stock CLI with code of this machine, packaged into a bucket first', async () => {
    const folder = mkdtempSync(join(lab.folder, 'package-'));
    mkdirSync(join(folder, 'code'));
    writeFileSync(join(folder, 'code', 'index.js'), 'exports.handler = async () => "packaged";');
    const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
    writeFileSync(join(folder, 'template.json'), JSON.stringify({ Resources: {
      Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust } },
      Function: { Type: 'AWS::Lambda::Function', Properties: {
        FunctionName: 'packaged', Runtime: 'nodejs22.x', Handler: 'index.handler', Code: './code', Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
      } },
    } }));
    const bucket = ['--s3-bucket', `cdk-hnb659fds-assets-${ENVIRONMENT.account}-${ENVIRONMENT.region}`];
    await lab.aws(['cloudformation', 'package', '--template-file', 'template.json', '--output-template-file', 'packaged.yaml', ...bucket], { cwd: folder });
    await lab.aws(['cloudformation', 'deploy', '--stack-name', 'Packaged', '--template-file', 'packaged.yaml', '--capabilities', 'CAPABILITY_IAM'], { cwd: folder });
    await lab.aws(['lambda', 'invoke', '--function-name', 'packaged', 'answer.json'], { cwd: folder });
    assert.equal(readFileSync(join(folder, 'answer.json'), 'utf8'), '"packaged"');
  });
});

describe('what only looks', { concurrency: 3 }, () => {
  it('cdk diff tells additions, changes and replacements, and leaves no stack behind', async () => {
    const app = (value: string, name: string) => lab.synth((root) => {
      const stack = new Stack(root, 'Compared');
      Tags.of(stack).add('team', 'lab');
      parameter(stack, 'Changed', { Name: '/compared/changed', Value: value });
      parameter(stack, 'Replaced', { Name: name, Value: 'x' });
    });
    assert.match(await lab.cdk(['diff', '--app', app('one', '/compared/a')]), /\[\+\] AWS::SSM::Parameter Changed/);
    await assert.rejects(lab.stack('Compared'), /Stack with id Compared does not exist/);
    await lab.deploy(app('one', '/compared/a'));
    assert.match(await lab.cdk(['diff', '--fail', '--app', app('one', '/compared/a')]), /There were no differences/);
    const diff = await lab.cdk(['diff', '--fail', '--app', app('two', '/compared/b')], { status: 1 });
    assert.match(diff, /\[~\] AWS::SSM::Parameter Changed Changed\n └─ \[~\] Value\n {5}├─ \[-\] one\n {5}└─ \[\+\] two/);
    assert.match(diff, /\[~\] AWS::SSM::Parameter Replaced Replaced replace\n └─ \[~\] Name \(requires replacement\)/);
    assert.equal(await lab.parameter('/compared/changed'), 'one');
  });

  it('cdk list and doctor do what they do anywhere', async () => {
    const app = valued('Listed', 'one');
    assert.equal((await lab.cdk(['list', '--app', app])).trim(), 'Listed');
    assert.match(await lab.cdk(['doctor']), /CDK CLI Version: 2\./);
    await assert.rejects(lab.stack('Listed'), /does not exist/);
  });
});
