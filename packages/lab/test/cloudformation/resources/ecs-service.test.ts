import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { CreateCapacityProviderCommand, DescribeServicesCommand, PutClusterCapacityProvidersCommand } from '@aws-sdk/client-ecs';
import type { Properties, ResourceState } from '../../../src/cloudformation/resource-handler';
import { failureReason } from '../../../src/cloudformation/resource-failure';
import { ecsServiceHandler } from '../../../src/cloudformation/resources/ecs-service';
import { type EcsLab, startEcsLab } from '../../support/ecs';
import { ecsContext } from './ecs-context';

const GRACE = 41_000;

describe('AWS::ECS::Service', () => {
  let lab: EcsLab;
  let handler: ReturnType<typeof ecsServiceHandler>;
  beforeEach(async () => {
    lab = await startEcsLab();
    handler = ecsServiceHandler({ lab: lab.lab.lab, changes: lab.control });
  });
  afterEach(() => lab.stop());

  const service = async () => (await lab.ecs.send(new DescribeServicesCommand({ services: ['web'] }))).services?.[0];
  /** Whether it has ended, after all that could happen now. */
  const watched = <T>(promise: Promise<T>) => {
    const result: { ended: boolean; error?: Error } = { ended: false };
    promise.then(() => { result.ended = true; }, (error: Error) => { Object.assign(result, { ended: true, error }); });
    return result;
  };
  const properties = (TaskDefinition: string, more: Properties = {}): Properties => ({ ServiceName: 'web', Cluster: 'default', TaskDefinition, DesiredCount: 1, ...more });

  it('is complete when its deployment is, and has told its ARN long before', async () => {
    await lab.addInstance();
    const context = ecsContext(lab, 'Web');
    const creation = handler.create(properties(await lab.define()), context);
    const state = watched(creation);
    await lab.clock.advance(1_000);
    const arn = 'arn:aws:ecs:us-east-1:123456789012:service/default/web';
    assert.deepEqual([context.told, state.ended], [[arn], false]);
    await lab.clock.advance(GRACE);
    assert.deepEqual(await creation, { physicalId: arn, attributes: { ServiceArn: arn, Name: 'web' } });
    assert.deepEqual((await service())?.tags, undefined);
    assert.deepEqual(lab.control.tables.services.get(arn)?.tags, [{ key: 'aws:cloudformation:stack-name', value: 'demo' }]);
  });

  it('waits for the association with its capacity provider, which is made at the same moment, and gives up on one that never is', async () => {
    const group = { name: 'edge', arn: 'arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:1:autoScalingGroupName/edge', isProtected: false };
    const scaled = await startEcsLab({ groups: { find: async () => group, groupOf: async () => 'edge' } });
    try {
      await scaled.addInstance();
      await scaled.ecs.send(new CreateCapacityProviderCommand({ name: 'one', autoScalingGroupProvider: { autoScalingGroupArn: 'edge' } }));
      const strategy = { CapacityProviderStrategy: [{ CapacityProvider: 'one', Weight: 1 }] };
      const { create } = ecsServiceHandler({ lab: scaled.lab.lab, changes: scaled.control });
      const late = watched(create(properties(await scaled.define(), { ...strategy, ServiceName: 'never' }), ecsContext(scaled, 'Never')));
      await scaled.clock.advance(21_000);
      assert.match(late.error?.message ?? '', /cannot contain a capacity provider that is not associated with the cluster/);
      const creation = create(properties(await scaled.define(), strategy), ecsContext(scaled, 'Web'));
      await scaled.ecs.send(new PutClusterCapacityProvidersCommand({ cluster: 'default', capacityProviders: ['one'], defaultCapacityProviderStrategy: [] }));
      await scaled.clock.advance(1_000 + GRACE);
      assert.equal((await creation).attributes['Name'], 'web');
    } finally {
      await scaled.stop();
    }
  });

  it('fails with the words of the circuit breaker', async () => {
    await lab.addInstance();
    const breaker = { DeploymentCircuitBreaker: { Enable: true, Rollback: true }, Alarms: { AlarmNames: [], Enable: false, Rollback: false } };
    const creation = handler.create(properties(await lab.define({ image: 'exits' }), { DeploymentConfiguration: breaker }), ecsContext(lab, 'Web'));
    await assert.rejects(creation, { message: "Error occurred during operation 'ECS Deployment Circuit Breaker was triggered'." });
  });

  it('waits for the bake time of its alarms, and fails with words of its own when one of them goes to ALARM', async () => {
    await lab.addInstance();
    const root = { kind: 'root', arn: 'arn:aws:iam::123456789012:root' } as const;
    await lab.lab.lab.invoke('monitoring', 'PutMetricAlarm', {
      AlarmName: 'errors', MetricName: 'Errors', Namespace: 'Demo', Statistic: 'Sum', Period: 60, EvaluationPeriods: 2, Threshold: 1,
      ComparisonOperator: 'GreaterThanThreshold' }, root);
    const alarms: Properties = { DeploymentConfiguration: { Alarms: { AlarmNames: ['errors'], Enable: true, Rollback: true } } };
    const before = properties(await lab.define({ portMappings: [] }), alarms);
    const creation = handler.create(before, ecsContext(lab, 'Web'));
    const state = watched(creation);
    await lab.clock.advance(GRACE);
    assert.equal(state.ended, false);
    await lab.clock.advance(120_000);
    const created = await creation;
    const update = watched(handler.update(created, before, properties(await lab.define({ image: 'nginx:2', portMappings: [] }), alarms), ecsContext(lab, 'Web')));
    await lab.clock.advance(1_000);
    await lab.lab.lab.invoke('monitoring', 'SetAlarmState', { AlarmName: 'errors', StateValue: 'ALARM', StateReason: 'a test' }, root);
    await lab.clock.advance(1_000);
    assert.equal(update.error?.message, "Error occurred during operation 'ECS Deployment Alarm was triggered'.");
    const plain = properties(await lab.define({ portMappings: [] }));
    const back = handler.update(created, before, plain, ecsContext(lab, 'Web'));
    await lab.clock.advance(GRACE);
    await lab.clock.advance(GRACE);
    await back;
    assert.deepEqual((await service())?.deploymentConfiguration?.alarms, { alarmNames: [], enable: false, rollback: false });
  });

  it('gives up on a service that finds no place, after three hours, and when it is cancelled', async () => {
    await lab.addInstance();
    const starved = properties(await lab.define(), { DesiredCount: 2 });
    const state = watched(handler.create(starved, ecsContext(lab, 'Web')));
    await lab.clock.advance(3 * 3_600_000 - 10_000);
    assert.equal(state.ended, false);
    await lab.clock.advance(20_000);
    assert.match(failureReason(state.error), new RegExp('^Resource handler returned message: "Exceeded attempts to wait" '
      + '\\(RequestToken: [0-9a-f-]{36}, HandlerErrorCode: NotStabilized\\) Newest event: \\(service web\\) was unable to place a task .*'
      + 'is already using a port required by your task\\.'));
    const context = ecsContext(lab, 'Web');
    const cancelled = handler.create({ ...starved, ServiceName: 'other' }, context);
    context.cancel();
    await assert.rejects(cancelled, { message: 'Resource creation cancelled' });
  });

  it('updates to a new definition, fails when that is rolled back, and puts back what a template no longer says', async () => {
    const { agent } = await lab.addInstance();
    const deployment = { MinimumHealthyPercent: 0, MaximumPercent: 100, DeploymentCircuitBreaker: { Enable: true, Rollback: true } };
    const before = properties(await lab.define(), { DeploymentConfiguration: deployment, EnableExecuteCommand: false, PropagateTags: 'SERVICE' });
    const creation = handler.create(before, ecsContext(lab, 'Web'));
    await lab.clock.advance(GRACE);
    const current: ResourceState = await creation;
    const broken = properties(await lab.define({ image: 'missing' }), { DeploymentConfiguration: deployment });
    const failing = handler.update(current, before, broken, ecsContext(lab, 'Web'));
    await assert.rejects(failing, { message: /Circuit Breaker was triggered/ });
    await lab.clock.advance(GRACE);
    assert.equal((await service())?.deployments?.[0]?.rolloutState, 'COMPLETED');
    const after = properties(before['TaskDefinition'] as string, { DesiredCount: 0 });
    await handler.update(current, broken, after, ecsContext(lab, 'Web'));
    const found = await service();
    assert.deepEqual(found?.deploymentConfiguration?.deploymentCircuitBreaker, { enable: false, rollback: false });
    assert.deepEqual([found?.deploymentConfiguration?.maximumPercent, found?.propagateTags, found?.desiredCount], [200, 'NONE', 0]);
    assert.ok(agent.stopped.length > 0);
  });

  it('is deleted when its last task has stopped, and deleting it again is no failure', async () => {
    const { agent } = await lab.addInstance();
    const given = properties(await lab.define({ image: 'slow' }));
    const creation = handler.create(given, ecsContext(lab, 'Web'));
    await lab.clock.advance(GRACE);
    const current = await creation;
    const deletion = handler.delete(current, given, ecsContext(lab, 'Web'));
    const state = watched(deletion);
    await lab.clock.advance(5_000);
    assert.equal(state.ended, false);
    agent.finish(agent.started[0] ?? '', 0);
    await deletion;
    assert.equal((await service())?.status, 'INACTIVE');
    await handler.delete(current, given, ecsContext(lab, 'Web'));
    await handler.delete(current, { ...given, Cluster: 'gone' }, ecsContext(lab, 'Web'));
  });

  it('refuses what it does not map', async () => {
    const balanced = properties(await lab.define(), { LoadBalancers: [{ ContainerName: 'nginx', ContainerPort: 80 }] });
    await assert.rejects(handler.create(balanced, ecsContext(lab, 'Web')), /LoadBalancers of AWS::ECS::Service is not supported by this lab/);
    assert.throws(() => handler.check?.(balanced), /LoadBalancers of AWS::ECS::Service is not supported by this lab/);
    assert.throws(() => handler.check?.({ DeploymentController: { Type: 'CODE_DEPLOY' } }), /The deployment controller CODE_DEPLOY is not there in this lab; use ECS\./);
    handler.check?.({ DeploymentController: { Type: 'ECS' } });
  });
});
