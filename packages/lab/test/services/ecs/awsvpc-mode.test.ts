import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { DescribeTasksCommand, RunTaskCommand, StartTaskCommand, StopTaskCommand, type RunTaskCommandInput } from '@aws-sdk/client-ecs';
import { AwsError } from '../../../src/gateway/aws-error';
import type { TaskInterfaces } from '../../../src/ecs/interface-port';
import { type EcsLab, startEcsLab } from '../../support/ecs';

/** Two subnets in two zones, with addresses for as many tasks as are wanted. */
class FakeInterfaces implements TaskInterfaces {
  readonly live = new Set<string>();
  private count = 0;
  full = false;

  zoneOf(subnetId: string): string {
    const zone = { 'subnet-a': 'us-east-1a', 'subnet-b': 'us-east-1b' }[subnetId];
    if (zone === undefined) {
      throw new AwsError('InvalidSubnetID.NotFound', `The subnet ID '${subnetId}' does not exist`);
    }
    return zone;
  }

  checkGroup(): void {}

  create({ subnetId }: { subnetId: string }) {
    if (this.full) {
      throw new AwsError('InsufficientFreeAddressesInSubnet', 'none left');
    }
    const number = ++this.count;
    const networkInterfaceId = `eni-${number}`;
    this.live.add(networkInterfaceId);
    return { networkInterfaceId, subnetId, macAddress: `0a:0${number}`, privateDnsName: `ip-10-0-0-${number}.ec2.internal`, privateIpAddress: `10.0.0.${number}` };
  }

  delete(id: string): void {
    this.live.delete(id);
  }

  rules() {
    return [{ direction: 'out' as const, protocol: '-1', cidr: '0.0.0.0/0' }];
  }
}

describe('a task in awsvpc mode', () => {
  let lab: EcsLab;
  let interfaces: FakeInterfaces;
  let definition: string;
  beforeEach(async () => {
    interfaces = new FakeInterfaces();
    lab = await startEcsLab({ interfaces });
    definition = await lab.define({}, { networkMode: 'awsvpc', cpu: '128', memory: '128' });
  });
  afterEach(() => lab.stop());

  const network = (...subnets: string[]) => ({ awsvpcConfiguration: { subnets } });
  const run = (more: Partial<RunTaskCommandInput> = {}) =>
    lab.ecs.send(new RunTaskCommand({ taskDefinition: definition, launchType: 'EC2', networkConfiguration: network('subnet-a'), ...more }));
  const task = async (arn = '') => (await lab.ecs.send(new DescribeTasksCommand({ tasks: [arn] }))).tasks?.[0];
  const here = { subnet: 'subnet-a' };

  it('is PROVISIONING with a PRECREATED attachment first, then RUNNING on an interface that the containers show', async () => {
    const { agent } = await lab.addInstance(here);
    const { tasks: [first] = [] } = await run();
    assert.deepEqual([first?.lastStatus, first?.attachments?.[0]?.type, first?.attachments?.[0]?.status, first?.attachments?.[0]?.details],
      ['PROVISIONING', 'ElasticNetworkInterface', 'PRECREATED', [{ name: 'subnetId', value: 'subnet-a' }]]);
    const later = await task(first?.taskArn);
    assert.deepEqual([later?.lastStatus, later?.attachments?.[0]?.status], ['RUNNING', 'ATTACHED']);
    assert.deepEqual(later?.attachments?.[0]?.details, [
      { name: 'subnetId', value: 'subnet-a' }, { name: 'networkInterfaceId', value: 'eni-1' }, { name: 'macAddress', value: '0a:01' },
      { name: 'privateDnsName', value: 'ip-10-0-0-1.ec2.internal' }, { name: 'privateIPv4Address', value: '10.0.0.1' },
    ]);
    assert.deepEqual(later?.containers?.[0]?.networkInterfaces, [{ attachmentId: first?.attachments?.[0]?.id, privateIpv4Address: '10.0.0.1' }]);
    assert.deepEqual(later?.containers?.[0]?.networkBindings, []);
    assert.equal(agent.payloads.get(first?.taskArn ?? '')?.network?.address, '10.0.0.1');
  });

  it('is DEPROVISIONING until its namespace is gone, and then lets the interface go', async () => {
    const { agent } = await lab.addInstance(here);
    const slow = await lab.define({ image: 'slow' }, { networkMode: 'awsvpc' });
    const { tasks: [{ taskArn = '' } = {}] = [] } = await run({ taskDefinition: slow });
    await lab.ecs.send(new StopTaskCommand({ task: taskArn }));
    agent.finish(taskArn, 0, false);
    const going = await task(taskArn);
    assert.deepEqual([going?.lastStatus, going?.attachments?.[0]?.status, going?.stoppedAt, [...interfaces.live]], ['DEPROVISIONING', 'DETACHING', undefined, ['eni-1']]);
    agent.finish(taskArn, 0);
    const gone = await task(taskArn);
    assert.deepEqual([gone?.lastStatus, gone?.attachments?.[0]?.status, gone?.stopCode, [...interfaces.live]], ['STOPPED', 'DELETED', 'UserInitiated', []]);
  });

  it('takes one of the interfaces that the instance type has besides its own: RESOURCE:ENI says that there is none', async () => {
    const { arn } = await lab.addInstance({ ...here, type: 't3.medium' });
    const { tasks = [], failures } = await run({ count: 3 });
    assert.equal(tasks.length, 2);
    assert.deepEqual(failures, [{ arn, reason: 'RESOURCE:ENI' }]);
    await lab.ecs.send(new StopTaskCommand({ task: tasks[0]?.taskArn }));
    assert.equal((await run()).tasks?.length, 1);
  });

  it('needs an instance in a zone of its subnets: LOCATION says that this one is elsewhere', async () => {
    const { arn } = await lab.addInstance(here);
    assert.deepEqual((await run({ networkConfiguration: network('subnet-b') })).failures, [{ arn, reason: 'LOCATION' }]);
    const started = await lab.ecs.send(new StartTaskCommand({ taskDefinition: definition, containerInstances: [arn], networkConfiguration: network('subnet-b') }));
    assert.deepEqual(started.failures, [{ arn, reason: 'LOCATION' }]);
    assert.equal((await run({ networkConfiguration: network('subnet-b', 'subnet-a') })).tasks?.length, 1);
  });

  it('refuses what EC2 does not know, and ends a task for which there is no address', async () => {
    await lab.addInstance(here);
    await assert.rejects(run({ networkConfiguration: network('subnet-x') }), { name: 'InvalidParameterException',
      message: "Error retrieving subnet information for [subnet-x]: The subnet ID 'subnet-x' does not exist (ErrorCode: InvalidSubnetID.NotFound)" });
    await assert.rejects(run({ networkConfiguration: network() }), { name: 'InvalidParameterException', message: 'subnets can not be empty.' });
    interfaces.full = true;
    const { tasks: [{ taskArn = '' } = {}] = [] } = await run();
    const failed = await task(taskArn);
    assert.deepEqual([failed?.lastStatus, failed?.stopCode], ['STOPPED', 'TaskFailedToStart']);
    assert.match(failed?.stoppedReason ?? '', /^Unexpected EC2 error while attempting to Create Network Interface in subnet 'subnet-a': InsufficientFree/);
  });

  it('leaves no interface when its instance is lost', async () => {
    const { ec2InstanceId } = await lab.addInstance(here);
    await run();
    lab.control.instanceTerminated(ec2InstanceId);
    assert.equal(interfaces.live.size, 0);
  });
});
