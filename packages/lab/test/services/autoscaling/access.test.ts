import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AutoScalingClient, CompleteLifecycleActionCommand, SetDesiredCapacityCommand, SetInstanceHealthCommand } from '@aws-sdk/client-auto-scaling';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { rolePrincipal } from '../../../src/iam/principals';
import { startCapacityLab, type CapacityLab } from '../../support/capacity-lab';

let the: CapacityLab;
let asRole: AutoScalingClient;
let member: string;

before(async () => {
  the = await startCapacityLab();
  await the.provide({ MinSize: 1 }, { managedScaling: { status: 'DISABLED' } });
  [member = ''] = await the.inService(1);
  const iam = new IAMClient(the.lab.clientOptions);
  await iam.send(new CreateRoleCommand({ RoleName: 'drain', AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}' }));
  // as aws-cdk-lib writes it for its drain hook
  const Resource = 'arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:*:autoScalingGroupName/edge';
  await iam.send(new PutRolePolicyCommand({ RoleName: 'drain', PolicyName: 'drain', PolicyDocument: JSON.stringify({
    Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['autoscaling:CompleteLifecycleAction', 'autoscaling:SetInstanceHealth'], Resource }] }) }));
  iam.destroy();
  const keys = the.lab.credentials.issue(rolePrincipal('arn:aws:iam::123456789012:role/drain', 'session'), 3600);
  asRole = new AutoScalingClient({ ...the.lab.clientOptions, credentials: {
    accessKeyId: keys.AccessKeyId, secretAccessKey: keys.SecretAccessKey, sessionToken: keys.SessionToken } });
});
after(async () => {
  asRole.destroy();
  await the.stop();
});

test('a role may do to a group what its policy allows on the group\'s ARN, and nothing else', async () => {
  await asRole.send(new SetInstanceHealthCommand({ InstanceId: member, HealthStatus: 'Healthy' }));
  const complete = { LifecycleHookName: 'none', InstanceId: member, LifecycleActionResult: 'CONTINUE' };
  await assert.rejects(asRole.send(new CompleteLifecycleActionCommand({ ...complete, AutoScalingGroupName: 'edge' })), {
    message: 'No Lifecycle Hook found with name: none' });
  await assert.rejects(asRole.send(new CompleteLifecycleActionCommand({ ...complete, AutoScalingGroupName: 'other' })), { name: 'AccessDenied' });
  await assert.rejects(asRole.send(new SetDesiredCapacityCommand({ AutoScalingGroupName: 'edge', DesiredCapacity: 1 })), { name: 'AccessDenied' });
});
