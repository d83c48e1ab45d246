import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { rolePrincipal, servicePrincipal } from '../iam/principals';
import type { Lab } from '../lab';
import { CodeStore } from './code-store';
import { childEnvironment } from './environment';
import type { FunctionConfig, InvocationResult, RoleKeys } from './function-config';
import { LayerMounts } from './layer-mount';
import { LogWriter } from './log-writer';
import { Worker } from './worker';

/** Real milliseconds that a process waits for the next invocation. */
const IDLE_MS = 20_000;
/** Bytes of log that an invocation can ask for. */
const LOG_TAIL = 4_096;

interface Warm {
  readonly worker: Worker;
  readonly config: FunctionConfig;
  readonly logs: LogWriter;
  readonly expiresAt: number;
  readonly tail: string[];
  cancelIdle: () => void;
}

export type RuntimeLab = Pick<Lab, 'invoke' | 'log' | 'clock' | 'home' | 'region' | 'endpoint'>;

/** Runs functions as processes of Node or python3: kept warm for a while, all ended by `stop`. The memory size is told to them, not enforced. */
export class LambdaRuntime {
  readonly code: CodeStore;
  readonly mounts: LayerMounts;
  private readonly idle = new Map<string, Warm[]>();
  private readonly all = new Set<Warm>();
  private stopped = false;

  constructor(private readonly lab: RuntimeLab) {
    this.code = new CodeStore(join(lab.home, 'lambda'));
    this.mounts = new LayerMounts(join(lab.home, 'lambda'));
  }

  /** Runs one invocation; a function that fails is a result too. Rejects only when no process can be started. */
  async invoke(config: FunctionConfig, event: string, requestId: string = randomUUID()): Promise<InvocationResult> {
    const warm = this.takeIdle(config) ?? await this.start(config);
    const { worker, logs, tail } = warm;
    tail.length = 0;
    this.line(warm, `START RequestId: ${requestId} Version: $LATEST`);
    const began = performance.now();
    const outcome = await worker.invoke({ requestId, event, functionArn: config.arn, timeoutMs: config.timeoutSeconds * 1_000 });
    const duration = performance.now() - began;
    const timedOut = 'failure' in outcome && outcome.failure.errorType === 'Sandbox.Timedout';
    if (timedOut) this.line(warm, `${this.lab.clock.now().toISOString()} ${requestId} Task timed out after ${config.timeoutSeconds.toFixed(2)} seconds`);
    this.line(warm, `END RequestId: ${requestId}`);
    this.line(warm, `REPORT RequestId: ${requestId}\tDuration: ${duration.toFixed(2)} ms\tBilled Duration: ${Math.ceil(duration)} ms\t`
      + `Memory Size: ${config.memoryMiB} MB`);
    const logTail = Buffer.from(tail.join('\n')).subarray(-LOG_TAIL).toString('base64');
    if (worker.usable && !timedOut) this.putIdle(warm);
    else this.drop(warm);
    await logs.flushed();
    if ('payload' in outcome) return { payload: outcome.payload, logTail };
    return { payload: JSON.stringify(outcome.failure), functionError: 'Unhandled', logTail };
  }

  /** Ends every process. */
  async stop(): Promise<void> {
    this.stopped = true;
    const ended = [...this.all].map(({ worker }) => worker.ended);
    for (const warm of this.all) this.drop(warm);
    await Promise.all(ended);
  }

  /** Ends waiting processes of a function that was changed or removed. */
  forget(name: string): void {
    for (const { config, logs } of this.all) if (config.name === name) logs.retire();
    for (const warm of this.idle.get(name) ?? []) this.drop(warm);
    this.idle.delete(name);
  }

  private takeIdle(config: FunctionConfig): Warm | undefined {
    const waiting = this.idle.get(config.name) ?? [];
    while (waiting.length > 0) {
      const warm = waiting.pop();
      if (!warm) break;
      warm.cancelIdle();
      const fresh = warm.expiresAt > this.lab.clock.now().getTime() + config.timeoutSeconds * 1_000;
      if (warm.worker.usable && fresh && warm.config.revisionId === config.revisionId) return warm;
      this.drop(warm);
    }
    return undefined;
  }

  private async start(config: FunctionConfig): Promise<Warm> {
    if (this.stopped) throw new Error('the lab is being stopped');
    const keys = await this.roleKeys(config);
    if (this.stopped) throw new Error('the lab is being stopped');
    const day = this.lab.clock.now().toISOString().slice(0, 10).replaceAll('-', '/');
    const logStream = `${day}/[$LATEST]${randomBytes(16).toString('hex')}`;
    const logs = new LogWriter(this.lab, config.logGroup, logStream, rolePrincipal(config.roleArn, config.name.slice(0, 64)));
    const codePath = this.code.pathOf(config.codeHash);
    const tail: string[] = [];
    const { layers, through } = await this.layersOf(config);
    const { endpoint, region } = this.lab;
    const place = { codePath, logStream, endpoint: endpoint(), region, ...(layers === undefined ? {} : { layers }) };
    const environment = childEnvironment(config, keys, place);
    if (this.stopped) throw new Error('the lab is being stopped');
    const worker = new Worker(config.runtime, codePath, environment, (message, at) => {
      tail.push(message);
      logs.write(message, at);
    }, through);
    const warm: Warm = { worker, config, logs, tail, expiresAt: keys.Expiration.getTime(), cancelIdle: () => undefined };
    this.all.add(warm);
    void worker.ended.then(() => this.all.delete(warm));
    return warm;
  }

  /** Where the process finds its layers, and the command that puts them there. */
  private async layersOf({ layers = [] }: FunctionConfig): Promise<{ readonly layers?: string; readonly through?: readonly string[] }> {
    if (layers.length === 0) return {};
    const folder = await this.code.combined(layers.map(({ codeHash }) => codeHash));
    const mount = await this.mounts.find();
    return 'through' in mount ? { layers: '/opt', through: mount.through(folder) } : { layers: folder };
  }

  private line({ logs, tail }: Warm, message: string): void {
    tail.push(message);
    logs.write(message);
  }

  private putIdle(warm: Warm): void {
    if (this.stopped) return this.drop(warm);
    const waiting = this.idle.get(warm.config.name) ?? [];
    this.idle.set(warm.config.name, [...waiting, warm]);
    warm.cancelIdle = this.lab.clock.after(IDLE_MS, () => {
      this.idle.set(warm.config.name, (this.idle.get(warm.config.name) ?? []).filter((other) => other !== warm));
      this.drop(warm);
    });
  }

  private drop(warm: Warm): void {
    warm.cancelIdle();
    warm.worker.end();
  }

  private async roleKeys({ roleArn, name }: FunctionConfig): Promise<RoleKeys> {
    const { Credentials } = await this.lab.invoke<{ readonly Credentials: RoleKeys }>(
      'sts', 'AssumeRole', { RoleArn: roleArn, RoleSessionName: name.slice(0, 64), DurationSeconds: 3_600 }, servicePrincipal('lambda.amazonaws.com'));
    return Credentials;
  }
}
