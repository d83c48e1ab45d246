import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import {
  DescribeServiceDeploymentsCommand, ListServiceDeploymentsCommand, UpdateServiceCommand, type DeploymentConfiguration,
} from '@aws-sdk/client-ecs';
import { GRACE, startServiceLab, type ServiceLab } from './service-lab';

const MINUTE = 60_000;

describe('a deployment that alarms watch', () => {
  let lab: ServiceLab;
  beforeEach(async () => {
    lab = await startServiceLab();
    await lab.addInstance();
  });
  afterEach(() => lab.stop());

  const free = { portMappings: [] };
  const call = (operation: string, input: object) => lab.lab.lab.invoke('monitoring', operation, input, { kind: 'root', arn: 'arn:aws:iam::123456789012:root' });
  const makeAlarm = (AlarmName: string) => call('PutMetricAlarm', {
    AlarmName, MetricName: 'Errors', Namespace: 'Demo', Statistic: 'Sum', Period: 60, EvaluationPeriods: 5, Threshold: 1,
    ComparisonOperator: 'GreaterThanThreshold' });
  const set = (AlarmName: string, StateValue: string) => call('SetAlarmState', { AlarmName, StateValue, StateReason: 'a test' });
  const watched = (more: DeploymentConfiguration['alarms'] = { alarmNames: ['errors'], enable: true, rollback: true }) =>
    ({ deploymentConfiguration: { alarms: more } });
  const rollouts = async () => (await lab.service()).deployments?.map(({ status, rolloutState }) => `${status} ${rolloutState}`);
  /** A service on its first definition, completed; gives the second one. */
  const begin = async (configuration = watched()) => {
    await lab.create(await lab.define(free), configuration);
    await lab.clock.advance(GRACE);
    await lab.clock.advance(5 * MINUTE);
    assert.deepEqual(await rollouts(), ['PRIMARY COMPLETED']);
    return lab.define({ ...free, image: 'nginx:2' });
  };
  const update = (taskDefinition: string) => lab.ecs.send(new UpdateServiceCommand({ service: 'web', taskDefinition }));

  it('bakes as long as its longest alarm looks back, is then COMPLETED, and shows the one before until that', async () => {
    await makeAlarm('errors');
    const next = await begin();
    await update(next);
    await lab.clock.advance(GRACE);
    await lab.clock.advance(4 * MINUTE);
    assert.deepEqual(await rollouts(), ['PRIMARY IN_PROGRESS', 'ACTIVE COMPLETED']);
    assert.equal((await lab.events()).at(-1), '(service web) has reached a steady state.');
    await lab.clock.advance(MINUTE);
    assert.deepEqual(await rollouts(), ['PRIMARY COMPLETED']);
    assert.equal((await lab.events()).at(-1), '(service web) (deployment ecs-svc/X) deployment completed.');
  });

  it('fails when an alarm goes to ALARM, also while it bakes, and goes back to the last one that completed', async () => {
    await makeAlarm('errors');
    const first = (await begin(), (await lab.service()).taskDefinition);
    const [{ id: good } = {}] = (await lab.service()).deployments ?? [];
    await update(await lab.define({ ...free, image: 'nginx:3' }));
    await lab.clock.advance(GRACE);
    await lab.clock.advance(4 * MINUTE);
    await set('errors', 'ALARM');
    const now = await lab.service();
    assert.deepEqual([now.taskDefinition, now.deployments?.[0]?.id], [first, good]);
    assert.deepEqual(await rollouts(), ['PRIMARY IN_PROGRESS', 'ACTIVE FAILED']);
    assert.equal(now.deployments?.[1]?.rolloutStateReason, 'ECS deployment alarms: alarm detected.');
    assert.ok((await lab.events()).includes('(service web) (deployment ecs-svc/X) deployment failed: alarm detected.'));
    assert.ok((await lab.events()).includes('(service web) rolling back to deployment ecs-svc/X.'));
    await lab.clock.advance(GRACE);
    await lab.clock.advance(GRACE);
    // the alarm still is in ALARM: the way back is not watched
    assert.deepEqual(await rollouts(), ['PRIMARY COMPLETED']);
    const { serviceDeployments: [broken] = [] } = await lab.ecs.send(new ListServiceDeploymentsCommand({ service: 'web' }));
    assert.equal(broken?.status, 'ROLLBACK_SUCCESSFUL');
    const { serviceDeployments: [seen] = [] } = await lab.ecs.send(new DescribeServiceDeploymentsCommand({
      serviceDeploymentArns: [broken?.serviceDeploymentArn ?? ''] }));
    assert.deepEqual(seen?.alarms, { status: 'TRIGGERED', alarmNames: ['errors'], triggeredAlarmNames: ['errors'] });
    assert.equal(seen?.deploymentCircuitBreaker?.status, 'DISABLED');
  });

  it('fails and stays where no rollback is asked for', async () => {
    await makeAlarm('errors');
    const next = await begin(watched({ alarmNames: ['errors'], enable: true, rollback: false }));
    await update(next);
    await lab.clock.advance(1_000);
    await set('errors', 'ALARM');
    assert.deepEqual((await rollouts())?.[0], 'PRIMARY FAILED');
    assert.equal((await lab.service()).taskDefinition, next);
    const { serviceDeployments: [seen] = [] } = await lab.ecs.send(new ListServiceDeploymentsCommand({ service: 'web' }));
    assert.equal(seen?.status, 'STOPPED');
  });

  it('ignores its alarms where one was in ALARM already, so that a cure can be deployed', async () => {
    await makeAlarm('errors');
    await makeAlarm('slow');
    const next = await begin(watched({ alarmNames: ['errors', 'slow'], enable: true, rollback: true }));
    await set('errors', 'ALARM');
    await update(next);
    await lab.clock.advance(1_000);
    await set('slow', 'ALARM');
    await lab.clock.advance(GRACE);
    await lab.clock.advance(GRACE);
    assert.deepEqual(await rollouts(), ['PRIMARY COMPLETED']);
  });

  it('does not look at alarms before a task of it runs', async () => {
    await makeAlarm('errors');
    await begin();
    await update(await lab.define({ ...free, image: 'pending' }));
    await lab.clock.advance(1_000);
    await set('errors', 'ALARM');
    assert.equal((await rollouts())?.[0], 'PRIMARY IN_PROGRESS');
    await set('errors', 'OK');
  });

  it('may name alarms that are not there yet: they count from the moment that they are', async () => {
    const next = await begin();
    await update(next);
    await lab.clock.advance(1_000);
    await makeAlarm('errors');
    await set('errors', 'ALARM');
    // the task before still runs: the way back is short
    assert.deepEqual(await rollouts(), ['PRIMARY COMPLETED']);
    assert.notEqual((await lab.service()).taskDefinition, next);
    const { serviceDeployments: [broken] = [] } = await lab.ecs.send(new ListServiceDeploymentsCommand({ service: 'web' }));
    assert.deepEqual([broken?.status, broken?.statusReason], ['ROLLBACK_SUCCESSFUL', 'ECS deployment alarms: alarm detected.']);
  });

  it('is not watched where alarms are not enabled, and must name one where they are', async () => {
    await makeAlarm('errors');
    const next = await begin(watched({ alarmNames: ['errors'], enable: false, rollback: true }));
    await update(next);
    await lab.clock.advance(1_000);
    await set('errors', 'ALARM');
    assert.equal((await rollouts())?.[0], 'PRIMARY IN_PROGRESS');
    await assert.rejects(lab.create(next, { serviceName: 'other', ...watched({ alarmNames: [], enable: true, rollback: true }) }), {
      name: 'InvalidParameterException', message: /alarmNames is empty/ });
  });
});

describe('the circuit breaker', () => {
  let lab: ServiceLab;
  beforeEach(async () => {
    lab = await startServiceLab();
    await lab.addInstance();
  });
  afterEach(() => lab.stop());

  const breaker = (more: object) => ({ deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: false, ...more } } });

  it('trips after as many failed tasks as its own threshold says', async () => {
    await lab.create(await lab.define({ image: 'missing' }), breaker({ thresholdConfiguration: { type: 'COUNT', value: 1 } }));
    await lab.clock.advance(1_000);
    const [{ rolloutState, failedTasks } = {}] = (await lab.service()).deployments ?? [];
    assert.deepEqual([rolloutState, failedTasks], ['FAILED', 1]);
  });

  it('refuses a threshold of another kind, or of nothing', async () => {
    const definition = await lab.define();
    const refused = (thresholdConfiguration: object, message: RegExp) => assert.rejects(
      lab.create(definition, breaker({ thresholdConfiguration })), { name: 'InvalidParameterException', message });
    await refused({ type: 'HALF', value: 1 }, /type is 'HALF'; allowed are BOUNDED_PERCENT, UNBOUNDED_PERCENT, COUNT/);
    await refused({ type: 'COUNT', value: 0 }, /value is 0; allowed are whole numbers from 1/);
  });

  it('goes on counting after a healthy task where it is told to', async () => {
    const lasting = { thresholdConfiguration: { type: 'COUNT', value: 3 } };
    const failing = async (serviceName: string, more: object) => {
      const { arn, agent } = await lab.addInstance();
      const definition = await lab.define({ image: 'nginx:alpine', portMappings: [] });
      await lab.create(definition, { serviceName, desiredCount: 2, ...breaker({ ...lasting, ...more }),
        placementConstraints: [{ type: 'memberOf', expression: `ec2InstanceId == ${instanceOf(arn)}` }] });
      const [healthy] = agent.started;
      await lab.clock.advance(20_000);
      agent.finish(agent.started.find((arn) => arn !== healthy) ?? '', 1);
      await lab.clock.advance(25_000);
      for (let round = 0; round < 3; round++) {
        agent.finish(agent.started.at(-1) ?? '', 1);
        await lab.clock.advance(1);
      }
      return (await lab.service(serviceName)).deployments?.[0]?.rolloutState;
    };
    assert.equal(await failing('forgiving', {}), 'IN_PROGRESS');
    assert.equal(await failing('strict', { resetOnHealthyTask: false }), 'FAILED');
  });

  const instanceOf = (arn: string) => lab.control.book.instance(arn)?.ec2InstanceId ?? '';
});
