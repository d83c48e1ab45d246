import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeInstanceInformation } from '../../../src/services/ssm/describe-instance-information';
import { FakeMachine } from '../../session/support/fake-process';
import { ROOT_CALL } from '../../session/support/lab';
import { INSTANCE, dependencies } from './support';

const instances = [1, 2, 3, 4, 5, 6].map((number) => ({ ...INSTANCE, instanceId: `i-${number}` }));
const describe = async (input: object) => describeInstanceInformation(dependencies(new FakeMachine(), instances)).run(input, ROOT_CALL);
const ids = async (input: object) => (await describe(input)).InstanceInformationList?.map(({ InstanceId }) => InstanceId);

test('an instance is shown with its state, platform, address and name', async () => {
  const [first] = (await describe({})).InstanceInformationList ?? [];
  assert.deepEqual([first?.InstanceId, first?.PingStatus, first?.PlatformType, first?.IPAddress, first?.ComputerName, first?.ResourceType],
    ['i-1', 'Online', 'Linux', '10.0.100.120', 'ip-10-0-100-120', 'EC2Instance']);
});

test('both kinds of filter, and tags, choose instances', async () => {
  assert.deepEqual(await ids({ Filters: [{ Key: 'InstanceIds', Values: ['i-2', 'i-3'] }] }), ['i-2', 'i-3']);
  assert.deepEqual(await ids({ InstanceInformationFilterList: [{ key: 'InstanceIds', valueSet: ['i-4'] }] }), ['i-4']);
  assert.deepEqual(await ids({ Filters: [{ Key: 'PingStatus', Values: ['ConnectionLost'] }] }), []);
  assert.equal((await ids({ Filters: [{ Key: 'tag:stage', Values: ['test'] }] }))?.length, 6);
  await assert.rejects(describe({ Filters: [{ Key: 'IamRole', Values: ['r'] }] }), /Filter IamRole is not supported by this lab/);
});

test('a page has 5 to 50 instances', async () => {
  const page = await describe({ MaxResults: 5 });
  assert.equal(page.InstanceInformationList?.length, 5);
  assert.deepEqual(await ids({ MaxResults: 5, NextToken: page.NextToken }), ['i-6']);
  await assert.rejects(describe({ MaxResults: 4 }), /between 5 and 50, got 4/);
});
