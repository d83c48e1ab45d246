import { finished } from 'node:stream/promises';
import type { Fleet } from '../../instance/fleet';
import type { Process } from '../../instance/process';
import type { Lab } from '../../lab';
import type { Table } from '../../state/store';
import { atMost } from '../at-most';
import { Captured, MAXIMUM_ERROR_OUTPUT, MAXIMUM_OUTPUT } from './captured';
import { scriptParameters } from './parameters';
import type { CommandRecord, InvocationRecord, InvocationStatus } from './record';
import { isEnded } from './record';
import { killProcess, scriptProcess } from './script';

// an instance that is away is asked again after this long, until the delivery time-out
const DELIVERY_RETRY = 2000;
// how long a killed script may take to be gone, and the output of a child that outlives its script
const LEAVE_LIMIT = 2000;
/** What the agent reports for a script that it stopped. */
const STOPPED = 137;

/** Why a script was stopped before its end. */
type Stop = 'cancelled' | 'timed-out';

/** Runs commands on instances and keeps what became of them. */
export class CommandRunner {
  private readonly stops = new Map<string, (reason: Stop) => void>();
  private closed = false;

  constructor(
    private readonly lab: Pick<Lab, 'clock' | 'store' | 'log'>, private readonly fleet: Pick<Fleet, 'run' | 'isRunning'>,
  ) {
    // whatever ran when the lab stopped is out of its hands: say so, and claim no result
    for (const invocation of this.invocations.list().filter((each) => !isEnded(each))) {
      this.conclude(invocation, 'Failed', 'Failed', -1, { output: '', errorOutput: 'The lab was stopped before the command ended: its result is not known.' });
    }
  }

  get commands(): Table<CommandRecord> {
    return this.lab.store.table('ssm-commands');
  }

  /** By `<command id>/<instance id>`. */
  get invocations(): Table<InvocationRecord> {
    return this.lab.store.table('ssm-command-invocations');
  }

  invocationsOf(commandId: string): readonly InvocationRecord[] {
    return this.invocations.list().filter((invocation) => invocation.commandId === commandId);
  }

  /** Sends a command; it is delivered and runs behind the answer, which shows what this gives: everything is still pending. */
  send(command: CommandRecord, instances: readonly { readonly instanceId: string; readonly computerName: string }[]): readonly InvocationRecord[] {
    this.commands.put(command.commandId, command);
    return instances.map(({ instanceId, computerName }) => {
      const invocation: InvocationRecord = {
        commandId: command.commandId, instanceId, computerName, status: 'Pending', statusDetails: 'Pending', responseCode: -1, output: '', errorOutput: '',
      };
      this.put(invocation);
      this.deliver(command, invocation);
      return invocation;
    });
  }

  /** Stops a command on the instances where it has not ended. */
  cancel(commandId: string, instanceIds: readonly string[]): void {
    for (const invocation of this.invocationsOf(commandId)) {
      if (isEnded(invocation) || (instanceIds.length > 0 && !instanceIds.includes(invocation.instanceId))) continue;
      const stop = this.stops.get(keyOf(invocation));
      if (stop === undefined) {
        this.conclude(invocation, 'Cancelled', 'Cancelled', -1, invocation);
      } else {
        this.put({ ...invocation, status: 'Cancelling', statusDetails: 'Cancelling' });
        stop('cancelled');
      }
    }
  }

  /** Nothing is delivered any more; what runs is left to its instance. */
  close(): void {
    this.closed = true;
  }

  private deliver(command: CommandRecord, invocation: InvocationRecord): void {
    const current = this.invocations.get(keyOf(invocation));
    if (this.closed || current?.status !== 'Pending') return;
    if (this.fleet.isRunning(invocation.instanceId)) {
      const started = { ...current, status: 'InProgress', statusDetails: 'InProgress', startedAt: this.lab.clock.now().toISOString() } as const;
      this.put(started);
      this.execute(command, started).catch((error: unknown) => {
        const text = error instanceof Error ? error.message : String(error);
        this.lab.log.warn(`command ${command.commandId} on ${invocation.instanceId}: ${text}`);
        this.conclude(started, 'Failed', 'Failed', -1, { output: '', errorOutput: `failed to run commands: ${text}` });
      });
      return;
    }
    const left = Date.parse(command.requestedAt) + command.timeoutSeconds * 1000 - this.lab.clock.now().getTime();
    if (left <= 0) this.conclude(current, 'TimedOut', 'Delivery Timed Out', -1, current);
    else this.lab.clock.after(Math.min(left, DELIVERY_RETRY), () => this.deliver(command, invocation));
  }

  private async execute(command: CommandRecord, invocation: InvocationRecord): Promise<void> {
    const { instanceId, commandId } = invocation;
    const { lines, workingDirectory, executionTimeout } = scriptParameters(command.parameters);
    let stopped: Stop | undefined;
    let process: Process | undefined;
    const stop = (reason: Stop): void => {
      if (stopped !== undefined) return;
      stopped = reason;
      // before the process is there it is stopped as soon as it is
      if (process !== undefined) this.kill(invocation, process);
    };
    this.stops.set(keyOf(invocation), stop);
    const cancelTimeout = this.lab.clock.after(executionTimeout * 1000, () => stop('timed-out'));
    try {
      process = await this.fleet.run(instanceId, scriptProcess(instanceId, commandId, lines, workingDirectory));
      if (stopped !== undefined) this.kill(invocation, process);
      const output = new Captured(MAXIMUM_OUTPUT);
      const errorOutput = new Captured(MAXIMUM_ERROR_OUTPUT);
      const exit = await this.collect(process, output, errorOutput);
      this.finish(invocation, stopped, exit, output, errorOutput);
    } finally {
      cancelTimeout();
      this.stops.delete(keyOf(invocation));
    }
  }

  private finish(invocation: InvocationRecord, stopped: Stop | undefined, exit: number, output: Captured, errorOutput: Captured): void {
    if (stopped !== undefined) {
      const [status, details] = stopped === 'cancelled' ? ['Cancelled', 'Cancelled'] as const : ['TimedOut', 'Execution Timed Out'] as const;
      this.conclude(invocation, status, details, STOPPED, { output: output.text(), errorOutput: errorOutput.text() });
      return;
    }
    const status = exit === 0 ? 'Success' : 'Failed';
    const added = exit === 0 ? '' : `failed to run commands: exit status ${exit}`;
    this.conclude(invocation, status, status, exit, { output: output.text(), errorOutput: errorOutput.text(added) });
  }

  private async collect(process: Process, output: Captured, errorOutput: Captured): Promise<number> {
    const streams = [process.output, ...(process.errorOutput === undefined ? [] : [process.errorOutput])];
    process.output.on('data', (chunk: Buffer) => output.push(chunk));
    process.errorOutput?.on('data', (chunk: Buffer) => errorOutput.push(chunk));
    process.input.on('error', () => process.input.destroy());
    process.input.end();
    const ended = Promise.allSettled(streams.map((stream) => finished(stream, { writable: false })));
    const exit = await process.exit;
    await atMost((milliseconds, work) => this.lab.clock.after(milliseconds, work), LEAVE_LIMIT, ended);
    return exit;
  }

  /** Ends the script with all that it started; where even that does not help, its connection is closed. */
  private kill({ instanceId, commandId }: InvocationRecord, process: Process): void {
    const warn = (error: unknown): void => this.lab.log.warn(`command ${commandId} on ${instanceId} could not be stopped: ${String(error)}`);
    this.fleet.run(instanceId, killProcess(instanceId, commandId)).then((killer) => {
      killer.output.resume();
      killer.errorOutput?.resume();
      killer.input.end();
      return killer.exit;
    }).then((status) => {
      if (status !== 0) warn(`kill ended with status ${status}`);
    }).catch(warn);
    const cancel = this.lab.clock.after(LEAVE_LIMIT, () => process.close());
    process.exit.then(cancel, cancel);
  }

  private conclude(
    invocation: InvocationRecord, status: InvocationStatus, statusDetails: string, responseCode: number,
    { output, errorOutput }: Pick<InvocationRecord, 'output' | 'errorOutput'>,
  ): void {
    this.put({ ...invocation, status, statusDetails, responseCode, output, errorOutput, endedAt: this.lab.clock.now().toISOString() });
  }

  private put(invocation: InvocationRecord): void {
    this.invocations.put(keyOf(invocation), invocation);
  }
}

export function keyOf({ commandId, instanceId }: { readonly commandId: string; readonly instanceId: string }): string {
  return `${commandId}/${instanceId}`;
}
