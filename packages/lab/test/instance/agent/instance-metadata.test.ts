import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { TaskDefinition } from '@aws-sdk/client-ecs';
import type { ContainerAgent, ContainerReport } from '../../../src/ecs/agent-port';
import type { Agents } from '../../../src/instance/agent/agents';
import { agentOf, INSTANCE_ROLE, payloadOf, Reports, sleeper, startInstance } from './support';

const running = (containers: readonly ContainerReport[]) => containers.every(({ status }) => status === 'RUNNING');
const URL = 'http://169.254.169.254/latest';
const TOKEN = `curl -s -m 3 -X PUT -H "X-aws-ec2-metadata-token-ttl-seconds: 60" ${URL}/api/token`;

for (const hopLimit of [1, 2]) {
  describe(`the instance metadata service with a hop limit of ${hopLimit}`, { timeout: 200_000 }, () => {
    let machine: Awaited<ReturnType<typeof startInstance>>;
    let agents: Agents;
    let agent: ContainerAgent;
    let reports: Reports;

    before(async () => {
      machine = await startInstance('#!/bin/sh\ntrue\n', { metadata: { tokenRequired: true, hopLimit } });
      reports = new Reports();
      agents = machine.build(reports);
      await agents.attach(machine.spec);
      agent = agentOf(agents);
    });

    after(async () => {
      await agents?.detach(machine.spec.instanceId);
      await machine?.remove();
    });

    /** What a shell line prints in the network of a task of the mode. */
    const inside = async (networkMode: TaskDefinition['networkMode'], line: string) => {
      const payload = payloadOf({ networkMode, containerDefinitions: [sleeper({ stopTimeout: 2 })] });
      agent.start(payload);
      const [container] = await reports.until(payload.task.taskArn, running);
      const pid = await machine.shell(`docker inspect -f "{{.State.Pid}}" ${container?.runtimeId ?? ''}`);
      const answer = await machine.shell(`nsenter -t ${pid} -n bash -c '${line}'`);
      agent.stop(payload.task.taskArn);
      return answer;
    };
    const get = (path: string) => `curl -s -m 3 -H "X-aws-ec2-metadata-token: $(${TOKEN})" ${URL}${path}`;

    it('gives a host-mode task the role of the instance', async () => {
      assert.equal(await inside('host', get('/meta-data/instance-id')), machine.spec.instanceId);
      assert.equal(await inside('host', get('/meta-data/iam/security-credentials/')), 'instance');
      const keys = JSON.parse(await machine.shell(get('/meta-data/iam/security-credentials/instance'))) as Record<string, string>;
      assert.deepEqual([keys.Code, keys.AccessKeyId, keys.Token], ['Success', `ASIA${INSTANCE_ROLE.split('/')[1] ?? ''}`, machine.spec.instanceId]);
    });

    it(`${hopLimit === 1 ? 'never reaches' : 'reaches'} a bridge-mode task with its token, and a none-mode task never`, async () => {
      const status = `${TOKEN} -o /dev/null -w "%{http_code}"`;
      assert.equal(await inside('bridge', status), hopLimit === 1 ? '000' : '200');
      assert.equal(await inside('none', status), '000');
    });

    it('asks for a token', async () => {
      const status = (more: string) => machine.shell(`curl -s -m 3 -o /dev/null -w "%{http_code}" ${more}`);
      assert.equal(await status(`${URL}/meta-data/`), '401');
      assert.equal(await status(`-H "X-aws-ec2-metadata-token: none" ${URL}/meta-data/`), '401');
      assert.equal(await status(`-X PUT ${URL}/api/token`), '400');
      assert.equal(await machine.shell('curl -s -m 3 http://169.254.170.2/latest/meta-data/instance-id'), '{}');
    });

    it('is no route that the instance shows, and opens nothing else', async () => {
      assert.equal(await machine.shell('ip route | grep -c 169.254.169'), '0');
      assert.match(await machine.shell('curl -s -m 2 http://169.254.169.253/; echo $?'), /^7$/);
    });

    it('is there again after a restart of the lab', async () => {
      agents.close();
      reports = new Reports();
      agents = machine.build(reports);
      await agents.reconcile();
      agent = agentOf(agents);
      assert.equal(await machine.shell(get('/meta-data/local-ipv4')), '10.0.100.120');
    });
  });
}
