import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { RunTaskCommand, UpdateContainerInstancesStateCommand, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { GRACE, type ServiceLab, startServiceLab } from './service-lab';

describe('a DAEMON service', () => {
  let lab: ServiceLab;
  beforeEach(async () => { lab = await startServiceLab(); });
  afterEach(() => lab.stop());

  const size = (cpu: number) => lab.define({ portMappings: [] }, { cpu: String(cpu), memory: '64', family: `size-${cpu}` });
  const daemon = async (taskDefinition: string) =>
    lab.create(taskDefinition, { serviceName: 'agent', schedulingStrategy: 'DAEMON', desiredCount: undefined });
  const placesOf = async (group: string) =>
    (await lab.tasks()).filter((task) => task.group === group).map(({ containerInstanceArn }) => containerInstanceArn);

  it('gets its place on a new instance before the tasks that replicas wait with', async () => {
    await lab.create(await size(600), { desiredCount: 2 });
    await daemon(await size(500));
    const { arn } = await lab.addInstance({ cpu: 1024 });
    assert.deepEqual([await placesOf('service:agent'), await placesOf('service:web')], [[arn], []]);
  });

  it('keeps its place while its task cannot start: no replica task gets its cpu and memory', async () => {
    const { arn } = await lab.addInstance({ cpu: 1024 });
    const broken = await lab.define({ image: 'missing', portMappings: [] }, { cpu: '512', memory: '64', family: 'broken' });
    await daemon(broken);
    await lab.create(await size(256), { desiredCount: 4 });
    assert.deepEqual(await placesOf('service:web'), [arn, arn]);
    assert.match((await lab.events('web')).at(-1) ?? '', /has insufficient CPU units available\./);
    // a task that somebody runs by hand is no replica task
    const { tasks } = await lab.ecs.send(new RunTaskCommand({ taskDefinition: await size(300), launchType: 'EC2' }));
    assert.equal(tasks?.length, 1);
  });

  it('keeps nothing on instances that it is not for', async () => {
    await lab.addInstance({ cpu: 1024, zone: 'us-east-1a' });
    const definition = await lab.define({ image: 'missing', portMappings: [] }, { cpu: '1024', memory: '64', family: 'broken' });
    await lab.create(definition, {
      serviceName: 'agent', schedulingStrategy: 'DAEMON', desiredCount: undefined,
      placementConstraints: [{ type: 'memberOf', expression: 'attribute:ecs.availability-zone == us-east-1b' }],
    });
    await lab.create(await size(1024));
    assert.equal((await placesOf('service:web')).length, 1);
  });

  it('is the last to leave an instance that drains', async () => {
    const first = await lab.addInstance();
    await daemon(await size(128));
    await lab.create(await size(129));
    await lab.clock.advance(GRACE);
    await lab.addInstance();
    await lab.ecs.send(new UpdateContainerInstancesStateCommand({ containerInstances: [first.arn], status: 'DRAINING' }));
    assert.ok((await placesOf('service:agent')).includes(first.arn));
    await lab.clock.advance(GRACE);
    assert.ok(!(await placesOf('service:web')).includes(first.arn));
    assert.ok(!(await placesOf('service:agent')).includes(first.arn));
  });

  it('leaves instances that its constraints no longer allow, and rolls instance by instance within its minimum percent', async () => {
    const [first, second] = [await lab.addInstance({ zone: 'us-east-1a' }), await lab.addInstance({ zone: 'us-east-1b' })];
    await daemon(await size(128));
    await lab.clock.advance(GRACE);
    await lab.ecs.send(new UpdateServiceCommand({
      service: 'agent', taskDefinition: await size(129), deploymentConfiguration: { minimumHealthyPercent: 50, maximumPercent: 100 } }));
    const renewed = async () => (await lab.tasks()).filter(({ taskDefinitionArn }) => taskDefinitionArn?.includes('size-129')).length;
    assert.equal(await renewed(), 1);
    await lab.clock.advance(GRACE);
    assert.equal(await renewed(), 2);
    await lab.ecs.send(new UpdateServiceCommand({
      service: 'agent', placementConstraints: [{ type: 'memberOf', expression: `ec2InstanceId == ${second.ec2InstanceId}` }] }));
    assert.deepEqual(await placesOf('service:agent'), [second.arn]);
    assert.equal((await lab.service('agent')).desiredCount, 1);
    assert.notEqual(first.arn, second.arn);
  });
});
