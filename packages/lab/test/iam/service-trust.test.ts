import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createDirectory } from '../../src/iam/directory';
import { trustsService } from '../../src/iam/service-trust';
import { createMemoryStore } from '../../src/state/memory-store';

const SOURCE = 'arn:aws:ecs:us-east-1:123456789012:*';
const TASKS = 'ecs-tasks.amazonaws.com';

describe('a role that ECS is to take for a task', () => {
  const directory = createDirectory(createMemoryStore());
  const make = (name: string, statement: object) => {
    const arn = `arn:aws:iam::123456789012:role/${name}`;
    directory.roles.put(name, {
      name, id: name, arn, path: '/', trust: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', ...statement }] }),
      maxSessionDuration: 3600, createdAt: '2026-01-01T00:00:00Z', tags: [], inline: {}, attached: [],
    });
    return arn;
  };
  const trusts = (arn: string) => trustsService(directory, arn, TASKS, SOURCE);

  it('is one that is there and trusts the tasks of ECS', () => {
    assert.equal(trusts(make('task', { Principal: { Service: TASKS } })), true);
    assert.equal(trusts(make('both', { Principal: { Service: ['ec2.amazonaws.com', TASKS] } })), true);
    assert.equal(trusts('arn:aws:iam::123456789012:role/none'), false);
    assert.equal(trusts(make('machine', { Principal: { Service: 'ec2.amazonaws.com' } })), false);
    assert.equal(trusts(make('people', { Principal: { AWS: 'arn:aws:iam::123456789012:root' } })), false);
    assert.equal(trusts(make('denied', { Principal: { Service: TASKS }, Effect: 'Deny' })), false);
  });

  it('may ask for the account and the region that ECS takes it in, as AWS recommends', () => {
    const guarded = (account: string, source: string) => ({
      Principal: { Service: TASKS }, Condition: { StringEquals: { 'aws:SourceAccount': account }, ArnLike: { 'aws:SourceArn': source } } });
    assert.equal(trusts(make('right', guarded('123456789012', SOURCE))), true);
    assert.equal(trusts(make('stranger', guarded('210987654321', SOURCE))), false);
    assert.equal(trusts(make('elsewhere', guarded('123456789012', 'arn:aws:ecs:eu-west-1:123456789012:*'))), false);
  });
});
