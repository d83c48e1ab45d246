import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  AutoScalingClient, CreateAutoScalingGroupCommand, CreateLaunchConfigurationCommand, DeleteAutoScalingGroupCommand, DeleteLaunchConfigurationCommand,
  DescribeAutoScalingGroupsCommand, DescribeLaunchConfigurationsCommand,
} from '@aws-sdk/client-auto-scaling';
import { CreateLaunchTemplateCommand, CreateSubnetCommand, CreateVpcCommand, EC2Client } from '@aws-sdk/client-ec2';
import { LAB_IMAGE_ID } from '../../../src/lab-image';
import { launchOf } from '../../../src/services/autoscaling/launch-configurations';
import { autoScalingService, type AutoScalingService } from '../../../src/services/autoscaling/registry';
import { ec2Service } from '../../../src/services/ec2/registry';
import { FakeMachines } from '../../support/fake-machines';
import { startTestLab, type TestLab } from '../../support/lab';
import { until } from '../../support/until';

let lab: TestLab;
let service: AutoScalingService;
let client: AutoScalingClient;
let subnet = '';
before(async () => {
  lab = await startTestLab((core) => {
    const ec2 = ec2Service({ lab: core.lab, machines: new FakeMachines() });
    service = autoScalingService({ lab: core.lab, instance: ec2.instance });
    ec2.onInstanceChange(service.instanceChanged);
    return [ec2.service, service.service];
  });
  client = new AutoScalingClient(lab.clientOptions);
  const ec2 = new EC2Client(lab.clientOptions);
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  subnet = (await ec2.send(new CreateSubnetCommand({ VpcId: Vpc?.VpcId, CidrBlock: '10.0.0.0/24' }))).Subnet?.SubnetId ?? '';
  await ec2.send(new CreateLaunchTemplateCommand({ LaunchTemplateName: 'template', LaunchTemplateData: { ImageId: LAB_IMAGE_ID } }));
});
after(async () => {
  await service.stop();
  await lab.stop();
});

const create = (LaunchConfigurationName: string, more: object = {}) =>
  client.send(new CreateLaunchConfigurationCommand({ LaunchConfigurationName, ImageId: LAB_IMAGE_ID, InstanceType: 't3.micro', ...more }));
const group = (AutoScalingGroupName: string, more: object) =>
  client.send(new CreateAutoScalingGroupCommand({ AutoScalingGroupName, MinSize: 0, MaxSize: 1, VPCZoneIdentifier: subnet, ...more }));

test('a configuration is there once, is shown as it was given, and stays while a group launches from it', async () => {
  await create('one', { UserData: 'ZWNobw==', SecurityGroups: ['sg-1'] });
  await assert.rejects(create('one'), { name: 'AlreadyExistsFault' });
  const { LaunchConfigurations: [shown] = [] } = await client.send(new DescribeLaunchConfigurationsCommand({}));
  assert.deepEqual([shown?.LaunchConfigurationName, shown?.UserData, shown?.SecurityGroups, shown?.InstanceMonitoring], ['one', 'ZWNobw==', ['sg-1'], { Enabled: true }]);
  await group('user', { LaunchConfigurationName: 'one' });
  const remove = () => client.send(new DeleteLaunchConfigurationCommand({ LaunchConfigurationName: 'one' }));
  await assert.rejects(remove(), /Cannot delete launch configuration one because it is attached to AutoScalingGroup user/);
  await client.send(new DeleteAutoScalingGroupCommand({ AutoScalingGroupName: 'user' }));
  await until('the group to be gone', async () =>
    ((await client.send(new DescribeAutoScalingGroupsCommand({}))).AutoScalingGroups?.length === 0 ? true : undefined));
  await remove();
  await assert.rejects(remove(), /Launch configuration name not found/);
});

test('a group has one thing to launch from, and one that exists', async () => {
  await assert.rejects(group('none', {}), /Valid requests must contain either LaunchTemplate, LaunchConfigurationName/);
  await assert.rejects(group('unknown', { LaunchConfigurationName: 'nowhere' }), /Launch configuration name not found/);
  await create('two');
  await assert.rejects(group('both', { LaunchConfigurationName: 'two', LaunchTemplate: { LaunchTemplateName: 'template' } }), /^ValidationError: Valid requests must contain either LaunchTemplate, LaunchConfigurationName, InstanceId or MixedInstancesPolicy parameter\.$/);
});

test('what the lab does not make true of a configuration is refused by name', async () => {
  await assert.rejects(create('keyed', { KeyName: 'mine' }), /KeyName of CreateLaunchConfiguration is not supported by this lab/);
  await assert.rejects(create('imageless', { ImageId: undefined }), /both the ImageId and InstanceType parameters/);
});

test('a configuration launches as EC2\'s own call does', () => {
  const launch = (data: object) => launchOf({ name: 'n', arn: 'a', createdAt: 0, data: { ImageId: 'ami-1', InstanceType: 't3.micro', SecurityGroups: ['sg-1'], ...data } });
  assert.deepEqual(launch({ IamInstanceProfile: 'p' }).IamInstanceProfile, { Name: 'p' });
  assert.deepEqual(launch({ IamInstanceProfile: 'arn:aws:iam::1:instance-profile/p' }).IamInstanceProfile, { Arn: 'arn:aws:iam::1:instance-profile/p' });
  assert.deepEqual(launch({}).SecurityGroupIds, ['sg-1']);
  assert.deepEqual(launch({ AssociatePublicIpAddress: true }).NetworkInterfaces, [{ DeviceIndex: 0, Groups: ['sg-1'], AssociatePublicIpAddress: true }]);
  assert.equal(launch({ AssociatePublicIpAddress: true }).SecurityGroupIds, undefined);
});
