import type { ContainerAgent, ContainerAgents, ContainerReport, TaskPayload, TaskReports } from '../../src/ecs/agent-port';

type Containers = readonly { readonly name?: string; readonly image?: string }[];

/**
 * An agent without containers. By image: `missing` cannot be pulled, `exits` runs and ends with 1, `slow` stops only when the test says so,
 * `pending` never starts; every other image runs until it is stopped.
 */
export class FakeAgent implements ContainerAgent {
  readonly started: string[] = [];
  readonly stopped: string[] = [];
  readonly payloads = new Map<string, TaskPayload>();
  private readonly live = new Set<string>();

  constructor(private readonly reports: () => TaskReports) {}

  start(payload: TaskPayload): void {
    const { taskArn } = payload.task;
    this.started.push(taskArn);
    this.payloads.set(taskArn, payload);
    this.live.add(taskArn);
    queueMicrotask(() => this.begin(taskArn));
  }

  stop(taskArn: string): void {
    this.stopped.push(taskArn);
    if (!this.containers(taskArn).some(({ image }) => image === 'slow')) {
      queueMicrotask(() => this.finish(taskArn, 0));
    }
  }

  run(): Promise<never> {
    return Promise.reject(new Error('a fake agent runs no processes'));
  }

  runBeside(): Promise<never> {
    return Promise.reject(new Error('a fake agent runs no processes'));
  }

  reachesExecEndpoint(): Promise<boolean> {
    return Promise.resolve(false);
  }

  readonly knownTasks = (): readonly string[] => [...this.live];

  /** All containers of the task end, and with them its network unless that is said to be held. */
  finish(taskArn: string, exitCode: number, networkReleased = true): void {
    this.live.delete(taskArn);
    this.report(taskArn, (name) => ({ name, status: 'STOPPED', exitCode }), { networkReleased });
  }

  /** One container ends. */
  finishContainer(taskArn: string, container: string, exitCode: number): void {
    this.report(taskArn, (name) => name === container ? { name, status: 'STOPPED', exitCode } : { name, status: 'RUNNING' });
  }

  health(taskArn: string, healthStatus: 'HEALTHY' | 'UNHEALTHY'): void {
    this.report(taskArn, (name) => ({ name, status: 'RUNNING', healthStatus }));
  }

  /** The agent does not know the task any more, and says nothing. */
  forget(taskArn: string): void {
    this.live.delete(taskArn);
  }

  private begin(taskArn: string): void {
    const images = this.containers(taskArn).map(({ image }) => image);
    const at = new Date(0);
    if (images.includes('pending')) {
      return;
    }
    if (images.includes('missing')) {
      this.live.delete(taskArn);
      this.report(taskArn, (name) => ({ name, status: 'STOPPED', reason: 'CannotPullContainerError: pull access denied' }), { networkReleased: true });
      return;
    }
    const times = { pullStartedAt: at, pullStoppedAt: at };
    this.report(taskArn, (name) => ({
      name, status: 'RUNNING', runtimeId: `runtime-${name}`, execAgent: { status: 'RUNNING', startedAt: at } }), times);
    if (images.includes('exits')) {
      this.finish(taskArn, 1);
    }
  }

  private report(taskArn: string, of: (name: string) => ContainerReport, times: Parameters<TaskReports['changed']>[2] = {}): void {
    this.reports().changed(taskArn, this.containers(taskArn).map(({ name = '' }) => of(name)), times);
  }

  private containers(taskArn: string): Containers {
    return this.payloads.get(taskArn)?.taskDefinition.containerDefinitions ?? [];
  }
}

/** Agents in memory. */
export class FakeAgents implements ContainerAgents {
  private readonly agents = new Map<string, FakeAgent>();
  private readonly connected = new Set<string>();
  private reports: TaskReports | undefined;

  /** Who is told; set once the control plane is there. */
  tell(reports: TaskReports): void {
    this.reports = reports;
  }

  get(containerInstanceArn: string): FakeAgent | undefined {
    return this.connected.has(containerInstanceArn) ? this.agents.get(containerInstanceArn) : undefined;
  }

  connect(containerInstanceArn: string): FakeAgent {
    const agent = this.agents.get(containerInstanceArn) ?? new FakeAgent(() => this.told());
    this.agents.set(containerInstanceArn, agent);
    this.connected.add(containerInstanceArn);
    this.told().connection(containerInstanceArn, true);
    return agent;
  }

  disconnect(containerInstanceArn: string): void {
    this.connected.delete(containerInstanceArn);
    this.told().connection(containerInstanceArn, false);
  }

  /** The lab has been killed: nobody is told. */
  cutOff(): void {
    this.connected.clear();
  }

  private told(): TaskReports {
    if (this.reports === undefined) {
      throw new Error('tell the fake agents first whom they report to');
    }
    return this.reports;
  }
}
