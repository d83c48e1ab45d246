import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  CreateChangeSetCommand, CreateStackCommand, DeleteStackCommand, UpdateStackCommand,
  waitUntilChangeSetCreateComplete, waitUntilStackCreateComplete, waitUntilStackDeleteComplete, waitUntilStackExists, waitUntilStackRollbackComplete,
  waitUntilStackUpdateComplete,
} from '@aws-sdk/client-cloudformation';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DeployLab } from './support';

let lab: DeployLab;
before(async () => {
  lab = await DeployLab.start();
  await lab.putParameter('/taken', 'someone else\'s');
});
after(() => lab.stop());

const named = (Name: string, Value: string) => ({ Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Name, Value } });
const template = (name: string, value: string, more: object = {}) => JSON.stringify({ Resources: { Named: named(`/${name}`, value), ...more } });
const bad = { Bad: { ...named('/taken', 'x'), DependsOn: 'Named' } };
const waiter = () => ({ client: lab.cloudFormation, maxWaitTime: 60, minDelay: 1, maxDelay: 1 });
const aws = (what: string, ...options: readonly string[]) => ['cloudformation', 'wait', what, ...options];

/** A stack that is in a state, with how to get there. */
const STATES: Readonly<Record<string, (StackName: string) => Promise<unknown>>> = {
  CREATE_COMPLETE: (StackName) => lab.cloudFormation.send(new CreateStackCommand({ StackName, TemplateBody: template(StackName, '1') })),
  ROLLBACK_COMPLETE: (StackName) => lab.cloudFormation.send(new CreateStackCommand({ StackName, TemplateBody: template(StackName, '1', bad) })),
  CREATE_FAILED: (StackName) => lab.cloudFormation.send(new CreateStackCommand({ StackName, TemplateBody: template(StackName, '1', bad), DisableRollback: true })),
  UPDATE_COMPLETE: (StackName) => updated(StackName, {}),
  UPDATE_ROLLBACK_COMPLETE: (StackName) => updated(StackName, bad),
  UPDATE_FAILED: (StackName) => updated(StackName, bad, true),
  DELETE_FAILED: undeletable,
  DELETE_COMPLETE: async (StackName) => {
    await lab.cloudFormation.send(new CreateStackCommand({ StackName, TemplateBody: template(StackName, '1') }));
    await lab.ended(StackName);
    await lab.cloudFormation.send(new DeleteStackCommand({ StackName }));
  },
};

/** A bucket that is not empty keeps its stack. */
async function undeletable(StackName: string): Promise<void> {
  const Bucket = `full-${StackName}`.toLowerCase();
  const TemplateBody = JSON.stringify({ Resources: { Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: Bucket } } } });
  await lab.cloudFormation.send(new CreateStackCommand({ StackName, TemplateBody }));
  await lab.ended(StackName);
  const s3 = new S3Client(lab.lab.clientOptions);
  await s3.send(new PutObjectCommand({ Bucket, Key: 'left', Body: 'here' }));
  s3.destroy();
  await lab.cloudFormation.send(new DeleteStackCommand({ StackName }));
}

async function updated(StackName: string, more: object, DisableRollback = false): Promise<void> {
  await lab.cloudFormation.send(new CreateStackCommand({ StackName, TemplateBody: template(StackName, '1') }));
  await lab.ended(StackName);
  await lab.cloudFormation.send(new UpdateStackCommand({ StackName, TemplateBody: template(StackName, '2', more), DisableRollback }));
}

/** The states that end each waiter: well, and not. */
const WAITERS = [
  ['stack-exists', waitUntilStackExists, ['CREATE_COMPLETE', 'ROLLBACK_COMPLETE', 'UPDATE_FAILED'], []],
  ['stack-create-complete', waitUntilStackCreateComplete, ['CREATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'], ['CREATE_FAILED', 'ROLLBACK_COMPLETE', 'DELETE_COMPLETE']],
  ['stack-update-complete', waitUntilStackUpdateComplete, ['UPDATE_COMPLETE'], ['UPDATE_ROLLBACK_COMPLETE', 'UPDATE_FAILED', 'DELETE_COMPLETE']],
  ['stack-delete-complete', waitUntilStackDeleteComplete, ['DELETE_COMPLETE'], ['DELETE_FAILED', 'CREATE_FAILED', 'UPDATE_COMPLETE']],
  ['stack-rollback-complete', waitUntilStackRollbackComplete, ['UPDATE_ROLLBACK_COMPLETE'], ['UPDATE_FAILED', 'DELETE_FAILED', 'DELETE_COMPLETE']],
] as const;

describe('the waiters of SDK and CLI', { concurrency: 3 }, () => {
  for (const [name, wait, good, failing] of WAITERS) {
    it(`${name} sees ${[...good, ...failing.map((state) => `the failure of ${state}`)].join(', ')}`, async () => {
      for (const state of [...good, ...failing]) {
        const stackName = `${name}-${state.replaceAll('_', '-')}`;
        const expected = (good as readonly string[]).includes(state);
        await STATES[state]?.(stackName);
        // an update is a success of the waiter for creations as soon as it begins
        if (name !== 'stack-exists' && state !== 'DELETE_COMPLETE') await lab.ended(stackName);
        await (expected ? wait(waiter(), { StackName: stackName }) : assert.rejects(wait(waiter(), { StackName: stackName }), /FAILURE/));
      }
      for (const state of [good[0], failing[0]]) {
        if (state === undefined) continue;
        const options = aws(name, '--stack-name', `${name}-${state.replaceAll('_', '-')}`);
        if (state === good[0]) await lab.aws(options);
        else assert.match(await lab.aws(options, { status: 'failure' }), /Waiter \w+ failed: Waiter encountered a terminal failure state/);
      }
    });
  }

  it('stack-exists goes on waiting for a stack that does not exist', async () => {
    await assert.rejects(waitUntilStackExists({ ...waiter(), maxWaitTime: 2 }, { StackName: 'nowhere' }), /TIMEOUT/);
  });

  it('change-set-create-complete sees a change set that is ready, and the failure of one without changes', async () => {
    const changeSet = (ChangeSetName: string, value: string, ChangeSetType: 'CREATE' | 'UPDATE') => lab.cloudFormation.send(new CreateChangeSetCommand({
      StackName: 'changed', ChangeSetName, ChangeSetType, TemplateBody: template('changed', value),
    }));
    await changeSet('ready', '1', 'CREATE');
    await waitUntilChangeSetCreateComplete(waiter(), { StackName: 'changed', ChangeSetName: 'ready' });
    await lab.aws(aws('change-set-create-complete', '--stack-name', 'changed', '--change-set-name', 'ready'));
    await lab.aws(['cloudformation', 'execute-change-set', '--stack-name', 'changed', '--change-set-name', 'ready']);
    await lab.ended('changed');
    await changeSet('empty', '1', 'UPDATE');
    await assert.rejects(waitUntilChangeSetCreateComplete(waiter(), { StackName: 'changed', ChangeSetName: 'empty' }), /FAILURE/);
    assert.match(await lab.aws(aws('change-set-create-complete', '--stack-name', 'changed', '--change-set-name', 'empty'), { status: 'failure' }), /terminal failure state/);
  });
});
