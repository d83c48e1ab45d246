import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { AwsError } from '../../src/gateway/aws-error';
import type { Service } from '../../src/gateway/operation';
import { rolePrincipal, rootPrincipal, servicePrincipal } from '../../src/iam/principals';
import { iamService } from '../../src/services/iam/registry';
import { startTestLab, type TestLab } from '../support/lab';

const ROLE = 'arn:aws:iam::123456789012:role/operator';
const CLUSTER = 'arn:aws:ecs:us-east-1:123456789012:cluster/demo';

const ecs: Service = {
  name: 'ecs',
  protocol: { kind: 'aws-json', version: '1.1', targetPrefix: 'AmazonEC2ContainerServiceV20141113' },
  operations: {
    RunTask: {
      access: () => [{ action: 'ecs:RunTask', resource: 'arn:aws:ecs:us-east-1:123456789012:task-definition/web:1', context: { 'ecs:cluster': CLUSTER } }],
      run: () => ({ ran: true }),
    },
    ListClusters: { run: () => { throw new Error('out of order'); } },
    StopTask: { run: () => { throw new AwsError('ClusterNotFoundException', 'Cluster not found.'); } },
  },
};

describe('the dispatcher', () => {
  let lab: TestLab;
  const root = rootPrincipal('123456789012');
  before(async () => {
    lab = await startTestLab((core) => [iamService({ ...core, ...core.lab }), ecs]);
    const AssumeRolePolicyDocument = JSON.stringify({ Statement: { Effect: 'Allow', Principal: { AWS: '123456789012' }, Action: 'sts:AssumeRole' } });
    await lab.lab.invoke('iam', 'CreateRole', { RoleName: 'operator', AssumeRolePolicyDocument }, root);
  });
  after(() => lab.stop());

  const allow = (statement: object): Promise<unknown> => lab.lab.invoke('iam', 'PutRolePolicy', {
    RoleName: 'operator', PolicyName: 'p', PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
  }, root);
  const run = (): Promise<unknown> => lab.lab.invoke('ecs', 'RunTask', {}, rolePrincipal(ROLE, 'me'));

  it('asks the policies of a role with the resource and context that the operation names', async () => {
    await assert.rejects(run(), {
      name: 'AccessDeniedException',
      message: 'User: arn:aws:sts::123456789012:assumed-role/operator/me is not authorized to perform: ecs:RunTask on resource: '
        + 'arn:aws:ecs:us-east-1:123456789012:task-definition/web:1 because no identity-based policy allows the ecs:RunTask action',
    });
    await allow({ Effect: 'Allow', Action: 'ecs:RunTask', Resource: 'arn:aws:ecs:*:*:task-definition/web:*', Condition: { ArnEquals: { 'ecs:cluster': CLUSTER } } });
    assert.deepEqual(await run(), { ran: true });
    await allow({ Effect: 'Allow', Action: 'ecs:RunTask', Resource: '*', Condition: { ArnEquals: { 'ecs:cluster': `${CLUSTER}-2` } } });
    await assert.rejects(run(), { name: 'AccessDeniedException' });
    await allow({ Effect: 'Deny', Action: 'ecs:*', Resource: '*' });
    await assert.rejects(run(), /with an explicit deny in an identity-based policy$/);
  });

  it('lets root and the parts of AWS do everything', async () => {
    assert.deepEqual(await lab.lab.invoke('ecs', 'RunTask', {}, root), { ran: true });
    assert.deepEqual(await lab.lab.invoke('ecs', 'RunTask', {}, servicePrincipal('autoscaling.amazonaws.com')), { ran: true });
  });

  it('names what it does not have', async () => {
    await assert.rejects(lab.lab.invoke('ecs', 'toString', {}, root), { name: 'UnknownOperationException', message: /no operation toString of ecs: it has ListClusters, RunTask, StopTask/ });
    await assert.rejects(lab.lab.invoke('sqs', 'ListQueues', {}, root), { message: /no service sqs: it has ecs, iam/ });
  });

  it('writes one line a call, and a warning with the cause for what should not happen', async () => {
    await assert.rejects(lab.lab.invoke('ecs', 'StopTask', {}, root), { name: 'ClusterNotFoundException' });
    await assert.rejects(lab.lab.invoke('ecs', 'ListClusters', {}, root), { message: 'out of order' });
    assert.ok(lab.logged.some((line) => /^ecs:StopTask by arn:aws:iam::123456789012:root: ClusterNotFoundException: Cluster not found\. \(\d+ ms\)$/.test(line)));
    assert.ok(lab.logged.some((line) => line.startsWith('warning: ecs:ListClusters by arn:aws:iam::123456789012:root failed: Error: out of order')));
  });
});
