import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import {
  DescribeServiceDeploymentsCommand, DescribeServiceRevisionsCommand, ListServiceDeploymentsCommand, UpdateServiceCommand,
  type ListServiceDeploymentsCommandInput,
} from '@aws-sdk/client-ecs';
import { GRACE, startServiceLab, type ServiceLab } from './service-lab';

describe('service deployments and revisions', () => {
  let lab: ServiceLab;
  beforeEach(async () => {
    lab = await startServiceLab();
    await lab.addInstance();
  });
  afterEach(() => lab.stop());

  const free = { portMappings: [] };
  const settle = async (times = 2) => {
    for (let round = 0; round < times; round++) {
      await lab.clock.advance(GRACE);
    }
  };
  const list = async (more: Partial<ListServiceDeploymentsCommandInput> = {}) =>
    (await lab.ecs.send(new ListServiceDeploymentsCommand({ service: 'web', ...more }))).serviceDeployments ?? [];
  const statuses = async () => (await list()).map(({ status }) => status);
  const describeOne = async (arn = '') =>
    (await lab.ecs.send(new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: [arn] }))).serviceDeployments?.[0];

  it('go from IN_PROGRESS to SUCCESSFUL, newest first, each with the revision that it brings', async () => {
    const first = await lab.define(free);
    await lab.create(first);
    assert.deepEqual(await statuses(), ['IN_PROGRESS']);
    const { currentServiceDeployment } = await lab.service();
    await settle();
    const [done] = await list();
    assert.equal(done?.serviceDeploymentArn, currentServiceDeployment);
    assert.match(done?.serviceDeploymentArn ?? '', /^arn:aws:ecs:us-east-1:123456789012:service-deployment\/default\/web\/[A-Za-z0-9]{21}$/);
    assert.deepEqual([done?.status, (await lab.service()).currentServiceDeployment], ['SUCCESSFUL', undefined]);
    const second = await lab.define({ ...free, image: 'nginx:2' });
    await lab.ecs.send(new UpdateServiceCommand({ service: 'web', taskDefinition: second }));
    assert.deepEqual(await statuses(), ['IN_PROGRESS', 'SUCCESSFUL']);
    const [moving] = await list({ status: ['IN_PROGRESS'] });
    const seen = await describeOne(moving?.serviceDeploymentArn);
    assert.deepEqual(seen?.sourceServiceRevisions?.map(({ arn, runningTaskCount }) => [arn, runningTaskCount]),
      [[done?.targetServiceRevisionArn, 1]]);
    assert.deepEqual([seen?.targetServiceRevision?.requestedTaskCount, seen?.deploymentCircuitBreaker?.status], [1, 'DISABLED']);
    await settle();
    assert.deepEqual(await statuses(), ['SUCCESSFUL', 'SUCCESSFUL']);
    const { serviceRevisions = [] } = await lab.ecs.send(new DescribeServiceRevisionsCommand({
      serviceRevisionArns: [done?.targetServiceRevisionArn ?? '', moving?.targetServiceRevisionArn ?? ''] }));
    assert.deepEqual(serviceRevisions.map(({ taskDefinition, containerImages }) => [taskDefinition, containerImages?.[0]?.image]),
      [[first, 'nginx:alpine'], [second, 'nginx:2']]);
    assert.deepEqual(await list({ createdAt: { before: moving?.createdAt } }), [done]);
  });

  it('are STOPPED where another takes over, and go through a rollback where the breaker ends them', async () => {
    const good = await lab.define(free);
    await lab.create(good, { deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } } });
    await settle();
    await lab.ecs.send(new UpdateServiceCommand({ service: 'web', taskDefinition: await lab.define({ ...free, image: 'pending' }) }));
    await lab.ecs.send(new UpdateServiceCommand({ service: 'web', taskDefinition: await lab.define({ ...free, image: 'missing' }) }));
    assert.deepEqual((await statuses()).slice(1), ['STOPPED', 'SUCCESSFUL']);
    await settle(30);
    assert.deepEqual(await statuses(), ['ROLLBACK_SUCCESSFUL', 'STOPPED', 'SUCCESSFUL']);
    const [broken] = await list();
    const seen = await describeOne(broken?.serviceDeploymentArn);
    const { status, failureCount, threshold } = seen?.deploymentCircuitBreaker ?? {};
    assert.deepEqual([status, failureCount, threshold], ['TRIGGERED', 3, 3]);
    assert.match(seen?.statusReason ?? '', /circuit breaker/);
    assert.equal(seen?.rollback?.serviceRevisionArn, (await list()).at(-1)?.targetServiceRevisionArn);
  });

  it('are asked for by their own ARNs', async () => {
    await lab.create(await lab.define(free));
    const { failures } = await lab.ecs.send(new DescribeServiceDeploymentsCommand({
      serviceDeploymentArns: ['arn:aws:ecs:us-east-1:123456789012:service-deployment/default/web/none'] }));
    assert.deepEqual(failures?.map(({ reason }) => reason), ['MISSING']);
    await assert.rejects(describeOne('web'), { name: 'InvalidParameterException', message: /'web' is not the ARN of a service deployment/ });
    await assert.rejects(lab.ecs.send(new DescribeServiceRevisionsCommand({ serviceRevisionArns: [] })), { name: 'InvalidParameterException' });
    await assert.rejects(list({ service: 'none' }), { name: 'ServiceNotFoundException' });
  });
});
