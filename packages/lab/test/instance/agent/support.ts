import { randomBytes } from 'node:crypto';
import type { IncomingMessage, RequestListener } from 'node:http';
import type { ContainerDefinition, RegisterContainerInstanceCommandInput, Task, TaskDefinition } from '@aws-sdk/client-ecs';
import { systemClock, type Clock } from '../../../src/clock/clock';
import { connectEngine } from '../../../src/docker/connect';
import { objectName } from '../../../src/docker/labels';
import { reap } from '../../../src/docker/reaper';
import type { ContainerAgent, ContainerReport, TaskPayload, TaskReports, TaskTimes } from '../../../src/ecs/agent-port';
import type { Invoke } from '../../../src/gateway/operation';
import { Agents } from '../../../src/instance/agent/agents';
import type { AgentTask } from '../../../src/instance/agent/task/agent-task';
import { collect } from '../../../src/instance/collect';
import { DockerFleet } from '../../../src/instance/docker-fleet';
import type { InstanceSpec } from '../../../src/instance/fleet';
import type { Principal } from '../../../src/iam/principal';
import type { LabLog } from '../../../src/lab';
import { createMemoryStore } from '../../../src/state/memory-store';

const ACCOUNT = 'arn:aws:ecs:us-east-1:123456789012';
export const INSTANCE_ARN = `${ACCOUNT}:container-instance/c/0123456789abcdef0123456789abcdef`;
export const TASK_ROLE = 'arn:aws:iam::123456789012:role/task';
export const EXECUTION_ROLE = 'arn:aws:iam::123456789012:role/execution';
export const INSTANCE_ROLE = 'arn:aws:iam::123456789012:role/instance';

export function payloadOf(definition: Partial<TaskDefinition>, task: Partial<Task> = {}): TaskPayload {
  const id = randomBytes(16).toString('hex');
  return {
    task: { taskArn: `${ACCOUNT}:task/c/${id}`, clusterArn: `${ACCOUNT}:cluster/c`, group: 'family:demo', ...task } as TaskPayload['task'],
    taskDefinition: { family: 'demo', revision: 3, networkMode: 'host', ...definition },
  };
}

/** Sleeps until it gets SIGTERM, then exits 3. */
export const sleeper = (more: Partial<ContainerDefinition> = {}): ContainerDefinition => ({
  name: 'sleep', image: 'busybox', memory: 64, essential: true,
  command: ['sh', '-c', 'trap "exit 3" TERM; while :; do sleep 0.1; done'],
  ...more,
});

/** Remembers what was reported, and lets a test wait for it. */
export class Reports implements TaskReports {
  readonly connections: boolean[] = [];
  private readonly seen: { taskArn: string; containers: readonly ContainerReport[]; times: TaskTimes }[] = [];
  private waiting: (() => void)[] = [];

  changed(taskArn: string, containers: readonly ContainerReport[], times: TaskTimes): void {
    this.seen.push({ taskArn, containers, times });
    this.wake();
  }

  connection(_arn: string, connected: boolean): void {
    this.connections.push(connected);
    this.wake();
  }

  of(taskArn: string): readonly (readonly ContainerReport[])[] {
    return this.seen.filter((report) => report.taskArn === taskArn).map(({ containers }) => containers);
  }

  /** Why the task could not run at all, as last told. */
  failure(taskArn: string): string | undefined {
    return this.seen.findLast((report) => report.taskArn === taskArn)?.times.failure;
  }

  /** The latest report of the task for which `holds`. */
  async until(taskArn: string, holds: (containers: readonly ContainerReport[]) => boolean): Promise<readonly ContainerReport[]> {
    return this.wait(() => {
      const latest = this.of(taskArn).at(-1);
      return latest !== undefined && holds(latest) ? latest : undefined;
    });
  }

  /** The namespace of an awsvpc task is gone. */
  async released(taskArn: string): Promise<void> {
    await this.wait(() => this.seen.some((report) => report.taskArn === taskArn && report.times.networkReleased === true) || undefined);
  }

  async connected(connected: boolean): Promise<void> {
    await this.wait(() => this.connections.at(-1) === connected || undefined);
  }

  private async wait<T>(look: () => T | undefined): Promise<T> {
    for (;;) {
      const found = look();
      if (found !== undefined) {
        return found;
      }
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  private wake(): void {
    const woken = this.waiting;
    this.waiting = [];
    woken.forEach((resolve) => resolve());
  }
}

/** A log that remembers. */
export function rememberingLog(): LabLog & { readonly lines: string[] } {
  const lines: string[] = [];
  return { lines, info: (line) => void lines.push(line), warn: (line) => void lines.push(line) };
}

/** An AWS call that reached the lab's gateway from an instance. */
export interface SeenCall {
  readonly target?: string;
  readonly authorization?: string;
  readonly body: string;
}

const readAll = async (request: IncomingMessage) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString();
};

const noAnswer = (service: string, operation: string) => Promise.reject(new Error(`nobody answers ${service}:${operation} in this test`));

/** One real instance with its agent, and everything around it that the agent talks to; `answer`: the lab's other services. */
export async function startInstance(userData: string, more: Partial<InstanceSpec> = {}, answer: Invoke = noAnswer) {
  const host = await connectEngine();
  const name = `test-${randomBytes(4).toString('hex')}`;
  const log = rememberingLog();
  const fleet = new DockerFleet({ host, name, region: 'us-east-1', clock: systemClock, log });
  const spec: InstanceSpec = {
    instanceId: `i-${randomBytes(8).toString('hex')}0`, instanceType: 't3.medium', imageId: 'ami-1', vpcId: 'vpc-1', subnetId: 'subnet-1',
    subnetCidr: '10.0.100.0/24', availabilityZone: 'us-east-1a', privateIpAddress: '10.0.100.120', userData, roleArn: INSTANCE_ROLE,
    vcpus: 2, memoryMiB: 4096, ...more,
  };
  const neighbours: string[] = [];
  const remove = async () => {
    await Promise.all([spec.instanceId, ...neighbours].map((instanceId) => fleet.terminate(instanceId)));
    fleet.close();
    await reap(host.docker, name);
  };
  await fleet.launch(spec).catch(async (error: unknown) => {
    await remove();
    throw error;
  });
  const store = createMemoryStore();
  const calls: SeenCall[] = [];
  const registrations: RegisterContainerInstanceCommandInput[] = [];
  const looking: (() => void)[] = [];
  const gateway: RequestListener = (request, response) => {
    void readAll(request).then((body) => {
      calls.push({ target: request.headers['x-amz-target']?.toString(), authorization: request.headers.authorization, body });
      response.setHeader('content-type', 'application/x-amz-json-1.1').end(body.length > 100_000 ? JSON.stringify({ length: body.length }) : '{}');
      looking.splice(0).forEach((look) => look());
    });
  };
  const invoke: Invoke = async <Output>(service: string, operation: string, input: object, principal: Principal) => {
    if (operation !== 'RegisterContainerInstance') {
      return answer<Output>(service, operation, input, principal);
    }
    registrations.push(input as RegisterContainerInstanceCommandInput);
    return { containerInstance: { containerInstanceArn: INSTANCE_ARN } } as Output;
  };
  const build = (reports: Reports, clock: Clock = systemClock) => new Agents({
    lab: { accountId: '123456789012', region: 'us-east-1', timeScale: 1, clock, store, invoke, log },
    fleet, engine: (id) => fleet.engine(id), images: { ensure: (id, reference) => fleet.loadImage(id, reference) },
    credentials: {
      issue: (role, session) => ({
        AccessKeyId: `ASIA${role.split('/')[1] ?? ''}`, SecretAccessKey: 'secret', SessionToken: session, Expiration: new Date(Date.now() + 3_600_000),
      }),
    },
    gateway, reports,
  });
  return {
    spec, log, registrations, build, remove,
    /** The machine, as this machine's engine knows it. */
    container: () => host.docker.getContainer(objectName(name, spec.instanceId)),
    isAnswering: () => fleet.isAnswering(spec.instanceId),
    /** What the agents keep of their tasks. */
    records: () => store.table<AgentTask>('agent.tasks').list(),
    /** The first AWS call from the instance for which `holds`, waiting for it. */
    async call(holds: (call: SeenCall) => boolean): Promise<SeenCall> {
      for (;;) {
        const found = calls.find(holds);
        if (found !== undefined) {
          return found;
        }
        await new Promise<void>((resolve) => looking.push(resolve));
      }
    },
    /** Starts another instance in the subnet; answers what runs a shell line on it. */
    async neighbour(privateIpAddress: string): Promise<(line: string) => Promise<string>> {
      const instanceId = `i-${randomBytes(8).toString('hex')}1`;
      neighbours.push(instanceId);
      await fleet.launch({ ...spec, instanceId, privateIpAddress, userData: '' });
      return async (line) => (await collect(await fleet.run(instanceId, { argv: ['bash', '-c', line] }))).output.trim();
    },
    /** Runs a shell line on the instance; answers what it printed. */
    async shell(line: string): Promise<string> {
      const { output, errorOutput } = await collect(await fleet.run(spec.instanceId, { argv: ['bash', '-c', line] }));
      return (output + errorOutput).trim();
    },
  };
}

export const agentOf = (agents: Agents): ContainerAgent => {
  const agent = agents.get(INSTANCE_ARN);
  if (agent === undefined) {
    throw new Error('the agent is not connected');
  }
  return agent;
};
