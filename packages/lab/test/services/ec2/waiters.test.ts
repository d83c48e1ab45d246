import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  CreateSubnetCommand, CreateVpcCommand, RunInstancesCommand, TerminateInstancesCommand, waitUntilInstanceExists, waitUntilInstanceRunning,
  waitUntilInstanceStatusOk, waitUntilInstanceTerminated, waitUntilSubnetAvailable, waitUntilVpcAvailable,
} from '@aws-sdk/client-ec2';
import { LAB_IMAGE_ID } from '../../../src/lab-image';
import { startEc2Lab, type Ec2TestLab } from './support';

let it: Ec2TestLab;
before(async () => { it = await startEc2Lab(); });
after(() => it.lab.stop());

const waiter = (maxWaitTime = 20) => ({ client: it.client, maxWaitTime, minDelay: 1, maxDelay: 1 });

test('the waiters of the SDK see an instance that exists, runs, is well and is terminated, and fail for one that went', async () => {
  const { Vpc: vpc } = await it.client.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  assert.equal((await waitUntilVpcAvailable(waiter(), { VpcIds: [vpc?.VpcId ?? ''] })).state, 'SUCCESS');
  const { Subnet: subnet } = await it.client.send(new CreateSubnetCommand({ VpcId: vpc?.VpcId, CidrBlock: '10.0.0.0/24' }));
  assert.equal((await waitUntilSubnetAvailable(waiter(), { SubnetIds: [subnet?.SubnetId ?? ''] })).state, 'SUCCESS');
  it.machines.hold();
  const { Instances: launched } = await it.client.send(new RunInstancesCommand({
    MinCount: 1, MaxCount: 1, ImageId: LAB_IMAGE_ID, InstanceType: 't3.medium', SubnetId: subnet?.SubnetId }));
  const asked = { InstanceIds: [launched?.[0]?.InstanceId ?? ''] };
  assert.equal((await waitUntilInstanceExists(waiter(), asked)).state, 'SUCCESS');
  await assert.rejects(waitUntilInstanceRunning(waiter(1.2), asked), /TIMEOUT/);
  it.machines.release();
  assert.equal((await waitUntilInstanceRunning(waiter(), asked)).state, 'SUCCESS');
  assert.equal((await waitUntilInstanceStatusOk(waiter(), asked)).state, 'SUCCESS');
  await it.client.send(new TerminateInstancesCommand(asked));
  assert.equal((await waitUntilInstanceTerminated(waiter(), asked)).state, 'SUCCESS');
  await assert.rejects(waitUntilInstanceRunning(waiter(), asked), /FAILURE/);
});
