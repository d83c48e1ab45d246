import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandClause, InstanceSpec } from '../../../src/probe/private/probe-spec';
import { runInstanceProbe } from '../../../src/probe/provider/instance/run-instance-probe';
import { instanceScript } from '../../../src/probe/provider/instance/script';
import { allowance, awsError, fakeAws, FakeClock, INSTANCE_ARN, NONCE } from '../support/fake-aws';

function run(expectation: CommandClause[], aws = fakeAws(), command = 'docker ps', clock = new FakeClock()) {
  const spec: InstanceSpec = {
    kind: 'instance', path: 'Test/Probe', timeoutSeconds: 60, target: { cluster: 'Cluster', service: 'Proxy', container: 'main' }, command, expectation,
  };
  return runInstanceProbe(spec, { ...aws, nonce: () => NONCE }, allowance(clock));
}

const contains = (text: string): CommandClause => ({ is: 'outputContains', text });

test('runs on the instance of the task and gives output, status and instance', async () => {
  const aws = fakeAws();
  const { holds, attributes } = await run([contains('out')], aws);
  expect(holds).toBe(true);
  expect(attributes).toEqual({ output: 'out\n', exitCode: '0', failureReason: '', containerInstanceArn: INSTANCE_ARN });
  expect(aws.ssm.sendCommand).toHaveBeenCalledWith(expect.objectContaining({ InstanceIds: ['i-0a'], DocumentName: 'AWS-RunShellScript' }));
});

test('waits for the end of the command, also before it is known everywhere', async () => {
  const aws = fakeAws();
  aws.ssm.getCommandInvocation.mockRejectedValueOnce(awsError('InvocationDoesNotExist')).mockResolvedValueOnce({ Status: 'InProgress' });
  expect((await run([contains('out')], aws)).holds).toBe(true);
  expect(aws.ssm.sendCommand).toHaveBeenCalledTimes(1);
});

test('a command that failed ran: its status and both outputs count', async () => {
  const aws = fakeAws();
  aws.ssm.getCommandInvocation.mockResolvedValue({ Status: 'Failed', ResponseCode: 7, StandardOutputContent: 'a\n', StandardErrorContent: 'refused\nfailed to run commands: exit status 7' });
  expect((await run([{ is: 'exitCode', code: 7 }, contains('refused')], aws)).holds).toBe(true);
});

test.each<['Cancelled' | 'TimedOut' | 'Failed', number]>([['Cancelled', -1], ['TimedOut', 137], ['Failed', -1]])(
  'a command that was %s holds nothing', async (Status, ResponseCode) => {
    const aws = fakeAws();
    aws.ssm.getCommandInvocation.mockResolvedValue({ Status, StatusDetails: `Details ${Status}`, ResponseCode });
    const { holds, sentence } = await run([contains('out')], aws);
    expect(holds).toBe(false);
    expect(sentence).toContain(`Run Command ended with Details ${Status}`);
  });

test('a command that does not end is given up', async () => {
  const aws = fakeAws();
  aws.ssm.getCommandInvocation.mockResolvedValue({ Status: 'InProgress' });
  expect((await run([contains('out')], aws)).sentence).toContain('the command did not end in time: Run Command says InProgress');
});

test('an instance that Systems Manager does not know is asked again, and told with the cure', async () => {
  const aws = fakeAws();
  aws.ssm.sendCommand.mockRejectedValue(awsError('InvalidInstanceId', 'Instances not in a valid state'));
  const { sentence } = await run([contains('out')], aws);
  expect(sentence).toContain('it was refused with InvalidInstanceId: Instances not in a valid state; the instance is not known to Systems Manager');
  expect(sentence).toContain('enableSessionManager');
  expect(aws.ssm.sendCommand.mock.calls.length).toBeGreaterThan(1);
});

test('a refusal can be expected', async () => {
  const aws = fakeAws();
  aws.ssm.sendCommand.mockRejectedValue(awsError('InvalidInstanceId'));
  expect((await run([{ is: 'refused', text: 'InvalidInstanceId' }], aws)).holds).toBe(true);
});

test.each<['describeContainerInstances' | 'sendCommand' | 'getCommandInvocation', string]>([
  ['describeContainerInstances', 'its instance could not be looked for: AccessDeniedException: no'],
  ['sendCommand', 'it was refused with AccessDeniedException: no'],
  ['getCommandInvocation', 'the result of the command could not be asked for: AccessDeniedException: no'],
])('tells that %s is not allowed', async (call, reason) => {
  const aws = fakeAws();
  const denied = awsError('AccessDeniedException');
  if (call === 'describeContainerInstances') {
    aws.ecs[call].mockRejectedValue(denied);
  } else {
    aws.ssm[call].mockRejectedValue(denied);
  }
  expect((await run([contains('out')], aws)).sentence).toContain(reason);
});

describe('the script', () => {
  /** Runs a script in a shell whose `docker` knows one container. */
  function shell(script: string, program = 'sh') {
    const folder = mkdtempSync(join(tmpdir(), 'network-modes-probe-'));
    const docker = join(folder, 'docker');
    writeFileSync(docker, '#!/bin/sh\n[ "$1 $2" = "inspect abc" ] || exit 1\nprintf \'[\\n    {\\n            "Pid": 4711,\\n            "PidsLimit": 7,\\n  "PidMode": ""\\n    }\\n]\\n\'\n');
    chmodSync(docker, 0o755);
    const { stdout, stderr, status } = spawnSync(program, ['-c', script], { encoding: 'utf8', env: { PATH: `${folder}:/usr/bin:/bin` } });
    return { stdout, stderr, status };
  }

  test('is the command itself, with the id of the container', () => {
    expect(instanceScript('docker port {{containerId}}', 'abc', NONCE)).toBe('docker port abc');
  });

  test.each(['sh', 'bash'])('puts the process in, and leaves quotes and dollars alone, in %s', (program) => {
    const lines = ['pid={{pid}}; echo "$pid" \'$pid {{pid}}\' `echo x`', 'echo "{{.State.Pid}}" \\\\ end'];
    const command = lines.join('\n');
    expect(shell(instanceScript(command, 'abc', NONCE), program).stdout).toBe('4711 $pid 4711 x\n{{.State.Pid}} \\ end\n');
  });

  test('never shows double braces to Systems Manager', () => {
    expect(instanceScript('docker inspect --format "{{.Id}}" {{containerId}}; ls /proc/{{pid}}', 'abc', NONCE)).not.toContain('{{');
  });

  test('gives the status of the command', () => {
    expect(shell(instanceScript('ls /proc/{{pid}}/none; exit 3', 'abc', NONCE)).status).toBe(3);
  });

  test('says that the container is not there', () => {
    expect(shell(instanceScript('ls {{pid}}', 'gone', NONCE))).toMatchObject({ status: 125, stderr: expect.stringContaining('container gone does not run on this instance') as string });
  });
});
