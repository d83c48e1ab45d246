import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { CreateLogGroupCommand, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { CreateClusterCommand, ListClustersCommand, ListTaskDefinitionsCommand } from '@aws-sdk/client-ecs';
import { ListInstanceProfilesCommand, ListRolesCommand } from '@aws-sdk/client-iam';
import { EcsControlPlane } from '../../../../packages/lab/src/ecs/scheduler-runtime';
import { ec2Service } from '../../../../packages/lab/src/services/ec2/registry';
import { ecsService } from '../../../../packages/lab/src/services/ecs/registry';
import { iamService } from '../../../../packages/lab/src/services/iam/registry';
import { logsService } from '../../../../packages/lab/src/services/logs/registry';
import { FakeAgents } from '../../../../packages/lab/test/support/fake-agents';
import { FakeMachines } from '../../../../packages/lab/test/support/fake-machines';
import { startTestLab, type TestLab } from '../../../../packages/lab/test/support/lab';
import { Ledger } from '../../../conformance/calibrate/ledger';
import { removeAll } from '../../../conformance/calibrate/removal';
import { sleeping } from '../../../conformance/definitions';
import { makeNetwork } from '../../../conformance/network';
import { makeRoles } from '../../../conformance/roles';
import { World } from '../../../conformance/world';

const silent = (): void => undefined;
const environment = { ...process.env };
let lab: TestLab;
let folder: string;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  lab = await startTestLab((core) => {
    const control = new EcsControlPlane({ lab: core.lab, agents: new FakeAgents() });
    const ec2 = ec2Service({ lab: core.lab, machines: new FakeMachines() });
    return [ecsService({ lab: core.lab, control }), ec2.service, iamService({ ...core, ...core.lab }), logsService({ lab: core.lab })];
  });
  const { accessKeyId, secretAccessKey } = lab.clientOptions.credentials;
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: lab.endpoint, AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_EC2_METADATA_DISABLED: 'true',
  });
});
after(async () => {
  process.env = environment;
  await lab.stop();
  rmSync(folder, { recursive: true });
});

/** Makes some of everything that can be made without a machine. */
async function make(world: World): Promise<void> {
  await makeNetwork(world.ec2, 'us-east-1');
  await makeRoles(world.iam);
  await world.logs.send(new CreateLogGroupCommand({ logGroupName: 'conformance' }));
  await world.ecs.send(new CreateClusterCommand({ clusterName: world.empty }));
  await world.register(sleeping('made', 'none'));
}

async function counts({ ec2, iam, logs, ecs }: World): Promise<readonly (number | undefined)[]> {
  return [
    (await ec2.send(new DescribeVpcsCommand({}))).Vpcs?.length,
    (await iam.send(new ListRolesCommand({}))).Roles?.length,
    (await iam.send(new ListInstanceProfilesCommand({}))).InstanceProfiles?.length,
    (await logs.send(new DescribeLogGroupsCommand({}))).logGroups?.length,
    (await ecs.send(new ListClustersCommand({}))).clusterArns?.length,
    (await ecs.send(new ListTaskDefinitionsCommand({}))).taskDefinitionArns?.length,
  ];
}

test('what was made is on disk as it is made, and all of it is removed, by another process too', async () => {
  const world = new World();
  const was = await counts(world);
  const file = join(folder, 'one.ledger');
  const ledger = new Ledger(file, '123456789012', 'us-east-1');
  ledger.watch(world.makers);
  await make(world);
  assert.deepEqual((await counts(world)).map((count, index) => count! - was[index]!), [1, 3, 1, 1, 1, 1]);
  const read = Ledger.read(file);
  assert.deepEqual(read.all, ledger.all);
  assert.deepEqual(await removeAll(new World(), read, silent), []);
  assert.deepEqual(await counts(world), was);
  assert.ok(!existsSync(file));
});

test('what somebody else has removed already is no failure', async () => {
  const world = new World();
  const ledger = new Ledger(join(folder, 'two.ledger'), '123456789012', 'us-east-1');
  ledger.watch(world.makers);
  await make(world);
  const copy = Ledger.read(ledger.file);
  assert.deepEqual(await removeAll(world, copy, silent), []);
  assert.deepEqual(await removeAll(world, ledger, silent), []);
});

test('without an answer of the service nothing counts as removed', async () => {
  const world = new World();
  const ledger = new Ledger(join(folder, 'four.ledger'), '123456789012', 'us-east-1');
  ledger.add({ kind: 'log group', id: 'kept' });
  const logs = { send: () => Promise.reject(new Error('the profile me was not found')) };
  const left = await removeAll(Object.assign(world, { logs }), ledger, silent);
  assert.deepEqual(left, ['log group kept: Error: the profile me was not found']);
  assert.equal(ledger.all.length, 1);
});

test('once everything is being removed nothing is made any more, and what is asked for still is', async () => {
  const world = new World();
  const ledger = new Ledger(join(folder, 'three.ledger'), '123456789012', 'us-east-1');
  ledger.watch(world.makers);
  const late = world.ecs.send(new CreateClusterCommand({ clusterName: 'late' }));
  await ledger.close();
  assert.equal((await late).cluster?.clusterName, 'late');
  assert.deepEqual(ledger.all, [{ kind: 'cluster', id: 'late' }]);
  await assert.rejects(world.ecs.send(new CreateClusterCommand({ clusterName: 'later' })), /everything is being removed/);
  assert.deepEqual(await removeAll(world, ledger, silent), []);
});
