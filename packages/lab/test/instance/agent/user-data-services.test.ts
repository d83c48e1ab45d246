import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { systemClock } from '../../../src/clock/clock';
import { connectEngine } from '../../../src/docker/connect';
import { reap } from '../../../src/docker/reaper';
import { AwsError } from '../../../src/gateway/aws-error';
import type { Invoke } from '../../../src/gateway/operation';
import { instanceSignals } from '../../../src/instance/agent/instance-signals';
import { InstanceMetadata } from '../../../src/instance/agent/metadata/instance-metadata';
import { RelayServer, type LocalEndpoints } from '../../../src/instance/agent/relay/relay-server';
import { openForUserData } from '../../../src/instance/agent/user-data-services';
import { collect } from '../../../src/instance/collect';
import { DockerFleet } from '../../../src/instance/docker-fleet';
import { instanceSpec } from '../support';
import { rememberingLog } from './support';

const USER_DATA = `#!/bin/bash
function exitTrap(){
exitCode=$?
/opt/aws/bin/cfn-signal --stack Stack --resource Group --region us-east-1 -e $exitCode || echo 'Failed to send Cloudformation Signal'
}
trap exitTrap EXIT
TOKEN=$(curl -sf -X PUT http://169.254.169.254/latest/api/token -H 'X-aws-ec2-metadata-token-ttl-seconds: 60')
curl -sf -H "X-aws-ec2-metadata-token: $TOKEN" http://169.254.169.254/latest/meta-data/instance-id > /etc/own-id
/opt/aws/bin/cfn-signal --stack=Taken --resource Group --success true -i other > /etc/refused 2>&1; echo "status $?" >> /etc/refused
/opt/aws/bin/cfn-signal --stack Stack --resource Group --region eu-west-1 > /etc/elsewhere 2>&1
/opt/aws/bin/cfn-signal 'https://handle' > /etc/handle 2>&1
docker ps --quiet > /etc/containers
exit 3
`;

const name = `test-${randomBytes(4).toString('hex')}`;
const spec = instanceSpec({ instanceId: `i-${randomBytes(8).toString('hex')}7`, userData: USER_DATA, metadata: { tokenRequired: true, hopLimit: 1 } });
const signals: object[] = [];
let fleet: DockerFleet;
let remove: () => Promise<void>;

before(async () => {
  const host = await connectEngine();
  const invoke: Invoke = <Output>(service: string, operation: string, input: object) => {
    signals.push({ service, operation, ...input });
    return 'StackName' in input && input.StackName === 'Taken' ? Promise.reject(new AwsError('ValidationError', 'Stack Taken is gone')) : Promise.resolve({} as Output);
  };
  const lab = { accountId: '123456789012', region: 'us-east-1', clock: systemClock, invoke };
  const metadata = new InstanceMetadata({ ...lab, credentials: () => Promise.resolve(undefined) });
  const nothing = () => Promise.resolve(undefined);
  const endpoints: LocalEndpoints = {
    instanceCredentials: nothing, taskCredentials: nothing, metadata: nothing, introspection: () => undefined,
    taskProtection: () => Promise.resolve({ status: 404 }),
    instanceMetadata: (_id, request) => metadata.answer(spec, request),
  };
  const log = rememberingLog();
  const server = new RelayServer(endpoints, (_request, response) => response.end(), log, instanceSignals(lab));
  fleet = new DockerFleet({
    host, name, region: 'us-east-1', clock: systemClock, log, serveUserData: (one, run) => openForUserData(one, run, { clock: systemClock, accept: server.accept }),
  });
  remove = async () => {
    await fleet.terminate(spec.instanceId);
    fleet.close();
    await reap(host.docker, name);
  };
  await fleet.launch(spec);
});
after(() => remove());

const shell = async (line: string): Promise<string> => (await collect(await fleet.run(spec.instanceId, { argv: ['sh', '-c', line] }))).output.trim();

test('user data reaches the metadata of its instance, and no container is there yet', async () => {
  assert.equal(await shell('cat /etc/own-id'), spec.instanceId);
  assert.equal(await shell('cat /etc/containers'), '');
});

test('cfn-signal signals as CDK writes it into user data, with the exit code of the script and the id of the instance', () => {
  assert.deepEqual(signals, [
    { service: 'cloudformation', operation: 'SignalResource', StackName: 'Taken', LogicalResourceId: 'Group', Status: 'SUCCESS', UniqueId: 'other' },
    { service: 'cloudformation', operation: 'SignalResource', StackName: 'Stack', LogicalResourceId: 'Group', Status: 'FAILURE', UniqueId: spec.instanceId },
  ]);
});

test('cfn-signal says what was refused, and ends with 1', async () => {
  assert.equal(await shell('cat /etc/refused'), 'ValidationError: Stack Taken is gone\nstatus 1');
  assert.match(await shell('cat /etc/elsewhere'), /this lab is in us-east-1, and the signal is for eu-west-1/);
  assert.match(await shell('cat /etc/handle'), /wait condition handle: the lab has none/);
});

test('when user data has ended, the port is free for the agent', async () => {
  assert.equal(await shell('netstat -lnt | grep -c :51679 || true'), '0');
});
