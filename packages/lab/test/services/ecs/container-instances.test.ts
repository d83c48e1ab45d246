import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import {
  DeleteClusterCommand, DeregisterContainerInstanceCommand, DescribeContainerInstancesCommand, DescribeTasksCommand, ListAttributesCommand,
  ListContainerInstancesCommand, ListTagsForResourceCommand, PutAttributesCommand, RunTaskCommand, StartTaskCommand, TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-ecs';
import { type EcsLab, startEcsLab } from '../../support/ecs';

describe('container instances', () => {
  let lab: EcsLab;
  beforeEach(async () => { lab = await startEcsLab(); });
  afterEach(() => lab.stop());

  const describeOne = async (arn: string) =>
    (await lab.ecs.send(new DescribeContainerInstancesCommand({ containerInstances: [arn] }))).containerInstances?.[0];

  it('shows what was registered', async () => {
    const { arn, ec2InstanceId } = await lab.addInstance();
    assert.match(arn, /^arn:aws:ecs:us-east-1:123456789012:container-instance\/default\/[0-9a-f]{32}$/);
    const found = await describeOne(arn);
    assert.deepEqual([found?.ec2InstanceId, found?.status, found?.agentConnected], [ec2InstanceId, 'ACTIVE', true]);
    assert.equal(found?.versionInfo?.dockerVersion, 'DockerVersion: 20.10.25');
    assert.deepEqual(found?.registeredResources?.map(({ name, type }) => [name, type]), [
      ['CPU', 'INTEGER'], ['MEMORY', 'INTEGER'], ['PORTS', 'STRINGSET'], ['PORTS_UDP', 'STRINGSET']]);
    const attribute = (name: string) => found?.attributes?.find((one) => one.name === name);
    assert.deepEqual(attribute('ecs.capability.execute-command'), { name: 'ecs.capability.execute-command' });
    assert.equal(attribute('ecs.instance-type')?.value, 't3.medium');
    assert.equal(attribute('ecs.availability-zone')?.value, 'us-east-1a');
  });

  it('keeps its ARN when the same machine registers again', async () => {
    const { arn } = await lab.addInstance();
    const input = { instanceIdentityDocument: JSON.stringify({ instanceId: 'i-00000000000000001' }) };
    const principal = { kind: 'root', arn: 'arn:aws:iam::123456789012:root' } as const;
    const again = await lab.lab.lab.invoke<{ containerInstance: { containerInstanceArn: string } }>('ecs', 'RegisterContainerInstance', input, principal);
    assert.equal(again.containerInstance.containerInstanceArn, arn);
  });

  it('is listed by cluster query and status', async () => {
    const one = await lab.addInstance({ type: 't3.medium' });
    const two = await lab.addInstance({ type: 'm5.large' });
    const list = async (input: object) => (await lab.ecs.send(new ListContainerInstancesCommand(input))).containerInstanceArns;
    assert.deepEqual(await list({}), [one.arn, two.arn]);
    assert.deepEqual(await list({ filter: 'attribute:ecs.instance-type == m5.large' }), [two.arn]);
    assert.deepEqual(await list({ status: 'DRAINING' }), []);
    await lab.ecs.send(new PutAttributesCommand({ attributes: [{ name: 'stack', value: 'production', targetId: one.arn }] }));
    assert.deepEqual(await list({ filter: 'attribute:stack exists' }), [one.arn]);
    const { attributes } = await lab.ecs.send(new ListAttributesCommand({ targetType: 'container-instance', attributeName: 'stack' }));
    assert.deepEqual(attributes, [{ name: 'stack', value: 'production', targetType: 'container-instance', targetId: one.arn }]);
  });

  it('leaves only by force with tasks on it, which are lost with it', async () => {
    const { arn } = await lab.addInstance();
    const { tasks } = await lab.ecs.send(new RunTaskCommand({ taskDefinition: await lab.define() }));
    const deregister = (force: boolean) => lab.ecs.send(new DeregisterContainerInstanceCommand({ containerInstance: arn, force }));
    await assert.rejects(deregister(false), { name: 'InvalidParameterException', message: 'Found running tasks on the instance.' });
    await assert.rejects(lab.ecs.send(new DeleteClusterCommand({ cluster: 'default' })), {
      name: 'ClusterContainsContainerInstancesException',
      message: 'The Cluster cannot be deleted while Container Instances are active or draining.',
    });
    const { containerInstance } = await deregister(true);
    assert.equal(containerInstance?.status, 'INACTIVE');
    const { tasks: [task] = [] } = await lab.ecs.send(new DescribeTasksCommand({ tasks: [tasks?.[0]?.taskArn ?? ''] }));
    assert.deepEqual([task?.lastStatus, task?.stoppedReason], ['STOPPED', 'Container instance deregistration forced by user']);
    assert.equal((await describeOne(arn))?.agentConnected, false);
    const started = await lab.ecs.send(new StartTaskCommand({ taskDefinition: 'demo', containerInstances: [arn] }));
    assert.deepEqual(started.failures, [{ arn, reason: 'INACTIVE' }]);
    await lab.ecs.send(new DeleteClusterCommand({ cluster: 'default' }));
  });

  it('takes its tasks along when the machine is terminated', async () => {
    const { ec2InstanceId } = await lab.addInstance();
    const { tasks } = await lab.ecs.send(new RunTaskCommand({ taskDefinition: await lab.define() }));
    lab.control.instanceTerminated(ec2InstanceId);
    const { tasks: [task] = [] } = await lab.ecs.send(new DescribeTasksCommand({ tasks: [tasks?.[0]?.taskArn ?? ''] }));
    assert.deepEqual([task?.lastStatus, task?.stopCode, task?.stoppedReason], [
      'STOPPED', 'TerminationNotice', `Host EC2 (instance ${ec2InstanceId}) terminated.`]);
  });

  it('takes and loses tags', async () => {
    const { arn } = await lab.addInstance();
    await lab.ecs.send(new TagResourceCommand({ resourceArn: arn, tags: [{ key: 'a', value: '1' }, { key: 'b', value: '2' }] }));
    await lab.ecs.send(new UntagResourceCommand({ resourceArn: arn, tagKeys: ['a'] }));
    const { tags } = await lab.ecs.send(new ListTagsForResourceCommand({ resourceArn: arn }));
    assert.deepEqual(tags, [{ key: 'b', value: '2' }]);
    await assert.rejects(lab.ecs.send(new TagResourceCommand({ resourceArn: arn, tags: [{ key: 'aws:x', value: '' }] })), {
      name: 'InvalidParameterException' });
  });
});
