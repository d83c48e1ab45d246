import { Flag, PayloadType } from '@cdk-ecs-network-modes/session-channel';
import type { AgentChannel } from '@cdk-ecs-network-modes/session-channel';
import type { Process } from '../../instance/process';
import type { LabLog } from '../../lab';
import type { Runner } from '../process/runner';
import { encodeMux, encodeMuxData, MuxCommand, MuxReader } from './mux';

export interface PortForwarderOptions {
  readonly sessionId: string;
  readonly channel: Pick<AgentChannel, 'output' | 'finish'>;
  /** A connection to the port, as a process: what it reads goes to the port. It ends with another status than 0 where nobody listens. */
  readonly connect: () => Promise<Process>;
  readonly log: LabLog;
  readonly activity: () => void;
  /** A connection has taken all that waited for it. */
  readonly drained: () => void;
}

/** What may wait for the connections together, in bytes: the client's multiplexer allows as much. */
const INPUT_LIMIT = 4 * 1024 * 1024;

/** One connection of the client, from the moment that it is opened. */
interface Stream {
  process?: Process;
  /** What came before the process was there. */
  early: Uint8Array[];
  ended: boolean;
}

/** The agent's side of a port session: every connection that the client opens becomes one to the port. */
export class PortForwarder implements Runner {
  private readonly reader = new MuxReader();
  private readonly streams = new Map<number, Stream>();
  private over = false;
  private settle: () => void = () => undefined;
  readonly done = new Promise<void>((resolve) => { this.settle = resolve; });

  constructor(private readonly options: PortForwarderOptions) {}

  /** Bytes of the client. */
  write(bytes: Uint8Array): void {
    if (this.over) return;
    this.options.activity();
    try {
      for (const { command, stream, payload } of this.reader.push(bytes)) {
        if (command === MuxCommand.OPEN) this.open(stream);
        else if (command === MuxCommand.DATA) this.data(stream, payload);
        else if (command === MuxCommand.FINISH) this.finish(stream);
      }
    } catch (error) {
      this.close();
      this.options.channel.finish(error instanceof Error ? error.message : String(error));
    }
  }

  get full(): boolean {
    const total = (lengths: readonly number[]): number => lengths.reduce((sum, length) => sum + length, 0);
    const waiting = ({ process, early }: Stream): number => process?.input.writableLength ?? total(early.map(({ length }) => length));
    return total([...this.streams.values()].map(waiting)) > INPUT_LIMIT;
  }

  /** A port has no terminal. */
  resize(): void {}

  /** Nobody is left to carry anything to. */
  abandon(): void {
    this.close();
  }

  resume(): void {
    for (const { process } of this.streams.values()) process?.output.resume();
  }

  /** Ends every connection. */
  close(): void {
    this.over = true;
    for (const { process } of this.streams.values()) process?.close();
    this.streams.clear();
    this.options.drained();
    this.settle();
  }

  private open(id: number): void {
    const stream: Stream = { early: [], ended: false };
    this.streams.set(id, stream);
    this.run(id, stream).catch((error: unknown) => {
      this.options.log.warn(`session ${this.options.sessionId}: ${error instanceof Error ? error.message : String(error)}`);
      this.send(flagBytes(Flag.CONNECT_TO_PORT_ERROR), PayloadType.FLAG);
    }).finally(() => {
      // a stream that the client has finished, or closed with all others, is not told its end
      if (this.streams.delete(id)) this.send(encodeMux(MuxCommand.FINISH, id));
      this.options.drained();
    });
  }

  private async run(id: number, stream: Stream): Promise<void> {
    const process = await this.options.connect();
    if (this.over) {
      process.close();
      return;
    }
    stream.process = process;
    process.output.on('data', (chunk: Buffer) => {
      this.options.activity();
      if (!this.send(encodeMuxData(id, chunk))) process.output.pause();
    });
    let said = '';
    process.errorOutput?.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8').slice(0, 500 - said.length);
    });
    // writing to a connection that is gone is no event: its end is
    process.input.on('error', () => process.input.destroy()).on('drain', this.options.drained);
    stream.early.forEach((bytes) => process.input.write(bytes));
    stream.early = [];
    this.options.drained();
    if (stream.ended) process.input.end();
    const read = new Promise<void>((resolve) => void process.output.once('close', resolve));
    const status = await process.exit;
    if (status !== 0 && !this.over) throw new Error(`the connection to the port failed: ${said.trim() || `status ${status}`}`);
    await read;
  }

  private data(id: number, bytes: Uint8Array): void {
    const stream = this.streams.get(id);
    if (stream?.process === undefined) stream?.early.push(new Uint8Array(bytes));
    else if (stream.process.input.writable) stream.process.input.write(bytes);
  }

  private finish(id: number): void {
    const stream = this.streams.get(id);
    if (stream === undefined) return;
    stream.ended = true;
    stream.process?.input.end();
  }

  private send(bytes: Uint8Array, payloadType?: number): boolean {
    return this.over || this.options.channel.output(bytes, payloadType);
  }
}

function flagBytes(flag: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(flag);
  return bytes;
}
