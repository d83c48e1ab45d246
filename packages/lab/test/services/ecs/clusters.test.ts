import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import {
  CreateClusterCommand, CreateServiceCommand, DeleteClusterCommand, DescribeClustersCommand, ListAccountSettingsCommand, ListClustersCommand,
  ListServicesByNamespaceCommand, PutAccountSettingCommand, UpdateClusterCommand, UpdateClusterSettingsCommand,
} from '@aws-sdk/client-ecs';
import { type EcsLab, startEcsLab } from '../../support/ecs';

describe('clusters', () => {
  let lab: EcsLab;
  beforeEach(async () => { lab = await startEcsLab({ cluster: false }); });
  afterEach(() => lab.stop());

  const include = ['SETTINGS', 'CONFIGURATIONS', 'STATISTICS', 'TAGS'] as const;
  const describeOne = async (name: string) =>
    (await lab.ecs.send(new DescribeClustersCommand({ clusters: [name], include: [...include] }))).clusters?.[0];

  it('is created once and shows its parts only where they are asked for', async () => {
    const input = {
      clusterName: 'demo', tags: [{ key: 'a', value: 'b' }], settings: [{ name: 'containerInsights', value: 'enabled' }] as const,
      configuration: { executeCommandConfiguration: { logging: 'DEFAULT' } } as const,
    };
    const { cluster } = await lab.ecs.send(new CreateClusterCommand({ ...input, settings: [...input.settings] }));
    assert.equal(cluster?.clusterArn, 'arn:aws:ecs:us-east-1:123456789012:cluster/demo');
    assert.equal((await lab.ecs.send(new CreateClusterCommand({ clusterName: 'demo' }))).cluster?.tags?.length, 1);
    const found = await describeOne('demo');
    assert.deepEqual([found?.tags, found?.settings, found?.configuration], [input.tags, input.settings, input.configuration]);
    assert.ok(found?.statistics?.some(({ name, value }) => name === 'activeEC2ServiceCount' && value === '0'));
    const { clusters, failures } = await lab.ecs.send(new DescribeClustersCommand({ clusters: ['demo', 'other'] }));
    assert.deepEqual([clusters?.[0]?.tags, clusters?.[0]?.settings, clusters?.[0]?.statistics], [[], [], []]);
    assert.deepEqual(failures, [{ arn: 'arn:aws:ecs:us-east-1:123456789012:cluster/other', reason: 'MISSING' }]);
  });

  it('is changed and deleted, and refused while services are active', async () => {
    await lab.ecs.send(new CreateClusterCommand({ clusterName: 'demo' }));
    await lab.ecs.send(new UpdateClusterCommand({ cluster: 'demo', configuration: { executeCommandConfiguration: { logging: 'NONE' } } }));
    await lab.ecs.send(new UpdateClusterSettingsCommand({ cluster: 'demo', settings: [{ name: 'containerInsights', value: 'enabled' }] }));
    const found = await describeOne('demo');
    assert.deepEqual([found?.configuration?.executeCommandConfiguration?.logging, found?.settings?.[0]?.value], ['NONE', 'enabled']);
    await lab.ecs.send(new CreateServiceCommand({ cluster: 'demo', serviceName: 'web', taskDefinition: await lab.define(), desiredCount: 0 }));
    await assert.rejects(lab.ecs.send(new DeleteClusterCommand({ cluster: 'demo' })), { name: 'ClusterContainsServicesException' });
    await lab.ecs.send(new CreateClusterCommand({ clusterName: 'empty' }));
    const { cluster } = await lab.ecs.send(new DeleteClusterCommand({ cluster: 'empty' }));
    assert.equal(cluster?.status, 'INACTIVE');
    assert.deepEqual((await lab.ecs.send(new ListClustersCommand({}))).clusterArns, ['arn:aws:ecs:us-east-1:123456789012:cluster/demo']);
    await assert.rejects(lab.ecs.send(new DeleteClusterCommand({ cluster: 'empty' })), { name: 'ClusterNotFoundException' });
    await assert.rejects(lab.ecs.send(new CreateServiceCommand({ cluster: 'empty', serviceName: 'late', taskDefinition: 'demo', desiredCount: 0 })), {
      name: 'ClusterNotFoundException', message: 'The referenced cluster was inactive.' });
  });

  it('pages through clusters', async () => {
    for (const clusterName of ['a', 'b', 'c']) {
      await lab.ecs.send(new CreateClusterCommand({ clusterName }));
    }
    const first = await lab.ecs.send(new ListClustersCommand({ maxResults: 2 }));
    const second = await lab.ecs.send(new ListClustersCommand({ maxResults: 2, nextToken: first.nextToken }));
    assert.deepEqual([first.clusterArns?.length, second.clusterArns?.length, second.nextToken], [2, 1, undefined]);
    await assert.rejects(lab.ecs.send(new ListClustersCommand({ maxResults: 101 })), { name: 'InvalidParameterException' });
  });

  it('keeps account settings and says what is not there', async () => {
    const { setting } = await lab.ecs.send(new PutAccountSettingCommand({ name: 'containerInsights', value: 'enabled' }));
    assert.equal(setting?.value, 'enabled');
    const { settings } = await lab.ecs.send(new ListAccountSettingsCommand({ effectiveSettings: true, name: 'taskLongArnFormat' }));
    assert.equal(settings?.[0]?.value, 'enabled');
    await assert.rejects(lab.ecs.send(new ListServicesByNamespaceCommand({ namespace: 'n' })), { name: 'UnsupportedFeatureException', message: /ListServices/ });
  });
});
