import { after, before } from 'node:test';
import type { Clock } from '../../../src/clock/clock';
import type { ContainerAgent, ContainerReport, TaskPayload } from '../../../src/ecs/agent-port';
import type { Invoke } from '../../../src/gateway/operation';
import type { Agents } from '../../../src/instance/agent/agents';
import type { InstanceSpec } from '../../../src/instance/fleet';
import { collect } from '../../../src/instance/collect';
import { agentOf, Reports, startInstance } from './support';

type Machine = Awaited<ReturnType<typeof startInstance>>;
type Holds = (containers: readonly ContainerReport[]) => boolean;

export const running: Holds = (containers) => containers.every(({ status }) => status === 'RUNNING');
export const stopped: Holds = (containers) => containers.every(({ status }) => status === 'STOPPED');

/** A real instance with a connected agent, for the tests of one `describe`: started before them, removed after them. */
export class TestAgent {
  private made?: { readonly machine: Machine; reports: Reports; agents: Agents; agent: ContainerAgent };

  /** `settings`: lines of ecs.config. `answer`: the lab's services that the agent asks; called once before the instance starts. */
  constructor(settings: readonly string[], options: {
    readonly userData?: string; readonly answer?: () => Promise<Invoke> | Invoke; readonly spec?: Partial<InstanceSpec>; readonly clock?: Clock;
  } = {}) {
    before(async () => {
      const config = `printf '%s\\n' ${settings.map((line) => `'${line}'`).join(' ')} > /etc/ecs/ecs.config`;
      const machine = await startInstance(`#!/bin/sh\n${options.userData ?? ''}\n${config}\n`, options.spec, await options.answer?.());
      this.made = { machine, ...await this.attach(machine, options.clock) };
    });
    after(async () => {
      if (this.made !== undefined) {
        await this.agents.detach(this.machine.spec.instanceId);
        await this.machine.remove();
      }
    });
  }

  get machine(): Machine {
    return this.parts.machine;
  }

  get reports(): Reports {
    return this.parts.reports;
  }

  get agents(): Agents {
    return this.parts.agents;
  }

  get agent(): ContainerAgent {
    return this.parts.agent;
  }

  /** Hands a task over and waits for a state of its containers. */
  async start(payload: TaskPayload, holds: Holds = running): Promise<readonly ContainerReport[]> {
    this.agent.start(payload);
    const containers = await this.reports.until(payload.task.taskArn, (seen) => holds(seen) || stopped(seen));
    if (!holds(containers)) {
      const why = this.reports.failure(payload.task.taskArn) ?? containers.map(({ name, exitCode, reason }) => `${name}: ${exitCode ?? ''} ${reason ?? ''}`).join('; ');
      throw new Error(`the task has stopped: ${why}`);
    }
    return containers;
  }

  async stop({ task }: TaskPayload): Promise<readonly ContainerReport[]> {
    this.agent.stop(task.taskArn);
    return this.reports.until(task.taskArn, stopped);
  }

  /** What a shell line prints in a container. */
  async inside({ task }: TaskPayload, container: string, line: string): Promise<string> {
    const { output, errorOutput } = await collect(await this.agent.run(task.taskArn, container, { argv: ['sh', '-c', line] }));
    return (output + errorOutput).trim();
  }

  inspect(runtimeId: string | undefined, format: string): Promise<string> {
    return this.machine.shell(`docker inspect -f '${format}' ${runtimeId ?? ''}`);
  }

  /** Lets go of the instance, does something to it, and takes it up again as the lab does after a restart. */
  async restartLab(meanwhile: () => Promise<unknown>): Promise<void> {
    this.agents.close();
    await meanwhile();
    const reports = new Reports();
    const agents = this.machine.build(reports);
    await agents.reconcile();
    Object.assign(this.parts, { reports, agents, agent: agentOf(agents) });
  }

  private async attach(machine: Machine, clock?: Clock) {
    const reports = new Reports();
    const agents = machine.build(reports, clock);
    await agents.attach(machine.spec).catch(async (error: unknown) => {
      await machine.remove();
      throw error;
    });
    return { reports, agents, agent: agentOf(agents) };
  }

  private get parts() {
    if (this.made === undefined) {
      throw new Error('only inside of hooks and tests');
    }
    return this.made;
  }
}
