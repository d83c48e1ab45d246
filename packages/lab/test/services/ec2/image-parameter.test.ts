import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CreateLaunchTemplateCommand, CreateSubnetCommand, CreateVpcCommand, EC2Client, RunInstancesCommand, type RunInstancesCommandInput } from '@aws-sdk/client-ec2';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { LAB_IMAGE_ID } from '../../../src/lab-image';
import { ec2Service } from '../../../src/services/ec2/registry';
import { ssmService } from '../../../src/services/ssm/registry';
import { FakeMachines } from '../../support/fake-machines';
import { startTestLab, type TestLab } from '../../support/lab';

const OPTIMISED = 'resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id';

let lab: TestLab;
let client: EC2Client;
let subnetId: string | undefined;
before(async () => {
  lab = await startTestLab((core) => [ec2Service({ lab: core.lab, machines: new FakeMachines() }).service, ssmService(core.lab)]);
  client = new EC2Client(lab.clientOptions);
  const { Vpc: vpc } = await client.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  subnetId = (await client.send(new CreateSubnetCommand({ VpcId: vpc?.VpcId, CidrBlock: '10.0.0.0/24' }))).Subnet?.SubnetId;
});
after(() => lab.stop());

const imageOf = async (more: Partial<RunInstancesCommandInput>) =>
  (await client.send(new RunInstancesCommand({ MinCount: 1, MaxCount: 1, InstanceType: 't3.medium', SubnetId: subnetId, ...more }))).Instances?.[0]?.ImageId;

test('an image can be named by a public parameter or one of the account, in a call and in a launch template', async () => {
  await new SSMClient(lab.clientOptions).send(new PutParameterCommand({ Name: '/own/image', Value: LAB_IMAGE_ID, Type: 'String' }));
  await client.send(new CreateLaunchTemplateCommand({ LaunchTemplateName: 'own', LaunchTemplateData: { ImageId: OPTIMISED } }));
  assert.equal(await imageOf({ ImageId: OPTIMISED }), LAB_IMAGE_ID);
  assert.equal(await imageOf({ ImageId: 'resolve:ssm:/own/image:1' }), LAB_IMAGE_ID);
  assert.equal(await imageOf({ LaunchTemplate: { LaunchTemplateName: 'own' } }), LAB_IMAGE_ID);
});

test('a parameter that is not there is refused by name', async () => {
  await assert.rejects(imageOf({ ImageId: 'resolve:ssm:/own/nothing' }), { name: 'InvalidParameterValue', message: /'\/own\/nothing'.*ParameterNotFound/ });
});
