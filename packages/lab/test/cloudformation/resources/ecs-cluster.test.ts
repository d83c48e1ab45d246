import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import {
  CreateServiceCommand, DeleteServiceCommand, DescribeCapacityProvidersCommand, DescribeClustersCommand, DescribeTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import type { ResourceState } from '../../../src/cloudformation/resource-handler';
import { ecsCapacityProvider } from '../../../src/cloudformation/resources/ecs-capacity-provider';
import { ecsCluster } from '../../../src/cloudformation/resources/ecs-cluster';
import {
  ecsClusterCapacityProviderAssociations,
} from '../../../src/cloudformation/resources/ecs-cluster-capacity-provider-associations';
import { ecsTaskDefinition } from '../../../src/cloudformation/resources/ecs-task-definition';
import { type EcsLab, startEcsLab } from '../../support/ecs';
import { TASK_DEFINITION, ecsContext } from './ecs-context';

describe('ECS resource types', () => {
  let lab: EcsLab;
  beforeEach(async () => {
    lab = await startEcsLab({ cluster: false, groups: {
      find: async (name) => ({ name, arn: `arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:1:autoScalingGroupName/${name}`, isProtected: false }),
      groupOf: async () => 'edge',
    } });
  });
  afterEach(() => lab.stop());

  const associations = ecsClusterCapacityProviderAssociations({ timeScale: 10 });
  const cluster = async (name: string) =>
    (await lab.ecs.send(new DescribeClustersCommand({ clusters: [name], include: ['SETTINGS', 'TAGS', 'CONFIGURATIONS'] }))).clusters?.[0];

  it('makes, changes and removes a cluster', async () => {
    const before = { ClusterSettings: [{ Name: 'containerInsights', Value: 'enabled' }], Tags: [{ Key: 'a', Value: 'b' }] };
    const context = ecsContext(lab, 'Cluster');
    const current = await ecsCluster.create(before, context);
    assert.deepEqual(current, { physicalId: 'demo-Cluster-abc', attributes: { Arn: 'arn:aws:ecs:us-east-1:123456789012:cluster/demo-Cluster-abc' } });
    const logging = { ExecuteCommandConfiguration: { Logging: 'OVERRIDE', LogConfiguration: { CloudWatchLogGroupName: 'g', S3BucketName: 'b' } } };
    await ecsCluster.update(current, before, { Configuration: logging }, context);
    const found = await cluster(current.physicalId);
    assert.deepEqual(found?.settings, [{ name: 'containerInsights', value: 'disabled' }]);
    assert.deepEqual(found?.tags, [{ key: 'aws:cloudformation:stack-name', value: 'demo' }]);
    assert.deepEqual(found?.configuration?.executeCommandConfiguration?.logConfiguration, { cloudWatchLogGroupName: 'g', s3BucketName: 'b' });
    await assert.rejects(ecsCluster.create({ ClusterName: current.physicalId }, context), { message: /already exists/ });
    await ecsCluster.delete(current, {}, context);
    await ecsCluster.delete(current, {}, context);
    assert.equal((await cluster(current.physicalId))?.status, 'INACTIVE');
    await assert.rejects(ecsCluster.create({ Colour: 'red' }, context), { message: /Colour of AWS::ECS::Cluster is not supported by this lab/ });
  });

  it('registers task definitions as they were written, and deregisters them', async () => {
    const context = ecsContext(lab, 'Task');
    const current = await ecsTaskDefinition.create(TASK_DEFINITION, context);
    assert.equal(current.physicalId, 'arn:aws:ecs:us-east-1:123456789012:task-definition/demo:1');
    const { taskDefinition } = await lab.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: current.physicalId }));
    const [container] = taskDefinition?.containerDefinitions ?? [];
    assert.deepEqual(container?.dockerLabels, { 'Some.Label': 'x' });
    assert.deepEqual(container?.portMappings, [{ containerPort: 80, hostPort: 80, protocol: 'tcp' }]);
    assert.equal(container?.linuxParameters?.initProcessEnabled, true);
    assert.equal(container?.logConfiguration?.options?.['awslogs-stream-prefix'], 'p');
    await ecsTaskDefinition.delete(current, TASK_DEFINITION, context);
    await ecsTaskDefinition.delete(current, TASK_DEFINITION, context);
    const unknown: ResourceState = { ...current, physicalId: `${current.physicalId}0` };
    await ecsTaskDefinition.delete(unknown, TASK_DEFINITION, context);
    const volume = { Name: 'efs', EFSVolumeConfiguration: { FilesystemId: 'fs-1', AuthorizationConfig: { IAM: 'ENABLED' } } };
    const second = await ecsTaskDefinition.create({ ...TASK_DEFINITION, Volumes: [volume] }, context);
    const registered = await lab.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: second.physicalId }));
    assert.deepEqual(registered.taskDefinition?.volumes, [
      { name: 'efs', efsVolumeConfiguration: { fileSystemId: 'fs-1', authorizationConfig: { iam: 'ENABLED' } } }]);
  });

  it('makes a capacity provider, associates it and cannot delete it before the association', async () => {
    const context = ecsContext(lab, 'Edge');
    const made = await ecsCluster.create({ ClusterName: 'demo' }, context);
    const group = { AutoScalingGroupProvider: { AutoScalingGroupArn: 'edge', ManagedScaling: { Status: 'ENABLED', TargetCapacity: 100 }, ManagedTerminationProtection: 'DISABLED' } };
    const provider = await ecsCapacityProvider.create(group, context);
    const association = { Cluster: 'demo', CapacityProviders: [provider.physicalId], DefaultCapacityProviderStrategy: [{ CapacityProvider: provider.physicalId, Weight: 1 }] };
    const associated = await associations.create(association, context);
    assert.deepEqual((await cluster('demo'))?.defaultCapacityProviderStrategy, [{ capacityProvider: 'demo-Edge-abc', weight: 1 }]);
    await assert.rejects(ecsCapacityProvider.delete(provider, group, context), { message: /associated with cluster: demo/ });
    const scaled = { AutoScalingGroupProvider: { ...group.AutoScalingGroupProvider, ManagedScaling: { Status: 'ENABLED', TargetCapacity: 80 } } };
    await ecsCapacityProvider.update(provider, group, scaled, context);
    const { capacityProviders } = await lab.ecs.send(new DescribeCapacityProvidersCommand({ capacityProviders: [provider.physicalId] }));
    assert.equal(capacityProviders?.[0]?.autoScalingGroupProvider?.managedScaling?.targetCapacity, 80);
    await associations.delete(associated, association, context);
    await ecsCapacityProvider.delete(provider, scaled, context);
    await ecsCapacityProvider.delete(provider, scaled, context);
    await ecsCluster.delete(made, {}, context);
    await associations.delete(associated, association, context);
  });

  it('takes a provider from its cluster once the service that uses it has gone, and gives up after a while', async () => {
    const context = ecsContext(lab, 'Edge');
    await ecsCluster.create({ ClusterName: 'demo' }, context);
    const provider = await ecsCapacityProvider.create({ AutoScalingGroupProvider: { AutoScalingGroupArn: 'edge' } }, context);
    const association = {
      Cluster: 'demo', CapacityProviders: [provider.physicalId], DefaultCapacityProviderStrategy: [{ CapacityProvider: provider.physicalId, Weight: 1 }] };
    const associated = await associations.create(association, context);
    await lab.ecs.send(new CreateServiceCommand({ cluster: 'demo', serviceName: 'web', taskDefinition: await lab.define(), desiredCount: 0 }));
    const refused = assert.rejects(associations.delete(associated, association, context), {
      message: 'Out of retries. Last encountered error was: The specified capacity provider is in use and cannot be removed.' });
    await lab.clock.advance(180_000);
    await refused;
    const removed = associations.delete(associated, association, context);
    await lab.clock.advance(1000);
    await lab.ecs.send(new DeleteServiceCommand({ cluster: 'demo', service: 'web' }));
    await lab.clock.advance(1000);
    await removed;
    assert.deepEqual((await cluster('demo'))?.capacityProviders, []);
  });
});
