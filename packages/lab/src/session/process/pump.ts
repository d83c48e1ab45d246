import { PayloadType } from '@cdk-ecs-network-modes/session-channel';
import type { AgentChannel } from '@cdk-ecs-network-modes/session-channel';
import { finished } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import type { Process } from '../../instance/process';
import type { SessionKeeper } from '../log/session-keeper';
import type { SessionPlan } from '../plan';
import { atMost } from '../at-most';
import { startError } from '../start-error';

// a child of the process may hold its output open for ever
const OUTPUT_AFTER_EXIT = 500;
// beyond this, output that is to come at the end comes as it is written
const KEPT_OUTPUT = 4 * 1024 * 1024;
const SAID_LIMIT = 500;

export interface PumpOptions {
  readonly process: Process;
  readonly channel: AgentChannel;
  readonly output: SessionPlan['output'];
  readonly log?: SessionKeeper;
  readonly after: (milliseconds: number, work: () => void) => () => void;
  readonly activity: () => void;
}

/** Carries what a process writes into a channel, and tells it the end. */
export class Pump {
  private readonly streams: readonly Readable[];
  private kept: { type: number; chunk: Buffer }[] | undefined;
  private keptSize = 0;
  private said = '';
  private abandoned = false;

  constructor(private readonly options: PumpOptions) {
    const { process, output } = options;
    this.streams = process.errorOutput === undefined ? [process.output] : [process.output, process.errorOutput];
    this.kept = output === 'after-end' ? [] : undefined;
    process.output.on('data', (chunk: Buffer) => this.carry(PayloadType.OUTPUT, chunk));
    process.errorOutput?.on('data', (chunk: Buffer) => {
      // what a connection says there is for its end
      if (output === 'stream') this.said += chunk.toString('utf8').slice(0, SAID_LIMIT - this.said.length);
      else this.carry(output === 'apart' ? PayloadType.STANDARD_ERROR : PayloadType.OUTPUT, chunk);
    });
    // writing to a process that has ended is no event: its exit tells the story
    process.input.on('error', () => this.options.process.input.destroy());
    void this.end();
  }

  /** The channel has room again. */
  resume(): void {
    this.streams.forEach((stream) => stream.resume());
  }

  /** Nobody reads any more, but the process goes on. */
  abandon(): void {
    this.abandoned = true;
    this.kept = undefined;
    this.resume();
  }

  private carry(type: number, chunk: Buffer): void {
    if (this.abandoned) return;
    this.options.activity();
    this.options.log?.write(chunk);
    if (this.kept !== undefined && this.keptSize + chunk.length <= KEPT_OUTPUT) {
      this.keptSize += chunk.length;
      this.kept.push({ type, chunk });
      return;
    }
    this.flush();
    if (!this.options.channel.output(chunk, type)) this.streams.forEach((stream) => stream.pause());
  }

  private flush(): void {
    const kept = this.kept ?? [];
    this.kept = undefined;
    kept.forEach(({ type, chunk }) => this.options.channel.output(chunk, type));
  }

  private async end(): Promise<void> {
    const { process, channel, output } = this.options;
    const streams = Promise.allSettled(this.streams.map((stream) => finished(stream, { writable: false })));
    try {
      const status = await process.exit;
      await atMost(this.options.after, OUTPUT_AFTER_EXIT, streams);
      this.flush();
      if (output === 'apart') channel.output(Buffer.from(`EXIT_CODE: ${status}`), PayloadType.EXIT_CODE);
      channel.finish(output === 'stream' && status !== 0 ? noConnection(this.said.trim() || `status ${status}`) : '');
    } catch (error) {
      failStart(channel, output, error);
    }
  }
}

/** Tells the client that the process could not be started; or, when it has run for a while, that its connection was lost. */
export function failStart(channel: AgentChannel, output: SessionPlan['output'], error: unknown): void {
  const text = error instanceof Error ? error.message : String(error);
  if (output === 'stream') {
    channel.finish(noConnection(text));
  } else if (!channel.isHolding) {
    channel.finish(`The connection to the process was lost: ${text}`);
  } else if (output === 'terminal') {
    channel.fail(startError(error));
  } else {
    channel.output(Buffer.from(startError(error)), PayloadType.STANDARD_ERROR);
    channel.finish();
  }
}

const noConnection = (why: string): string => `Unable to connect to specified port: ${why}`;
