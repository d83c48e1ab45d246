import { Duplex } from 'node:stream';
import { Agent } from 'node:http';
import { inspect } from 'node:util';
import Dockerode from 'dockerode';
import type { Process } from '../instance/process';

/** Opens a byte stream to an engine's socket, for example by running `docker system dial-stdio` beside it. */
export type Dial = () => Promise<Process>;

/** Idle connections that are kept for the next request. */
const IDLE_CONNECTIONS = 4;

/** A client of an engine that is only reachable through another process's standard input and output. */
export function engineOverStdio(dial: Dial): { readonly docker: Dockerode; close(): void } {
  const agent = new StdioAgent(dial);
  const options: Dockerode.DockerOptions & { agent: Agent } = {
    host: 'instance', port: 80, protocol: 'http', socketPath: undefined, agent, ca: undefined, cert: undefined, key: undefined,
  };
  return { docker: new Dockerode(options), close: () => agent.destroy() };
}

/** An agent whose connections are processes. Closing it ends them all, those in use too. */
class StdioAgent extends Agent {
  private readonly open = new Set<StdioConnection>();
  private closed = false;

  constructor(private readonly dial: Dial) {
    super({ keepAlive: true, maxFreeSockets: IDLE_CONNECTIONS, scheduling: 'lifo' });
  }

  // the Docker client writes its options, with this, into a debug line for every request: 10 ms where it is spelled out
  [inspect.custom](): string {
    return 'StdioAgent';
  }

  override createConnection(_options: unknown, callback: (error: Error | null, stream: Duplex) => void): Duplex | null | undefined {
    this.dial().then((process) => {
      const connection = new StdioConnection(process);
      if (this.closed) {
        connection.destroy();
      } else {
        this.open.add(connection);
        connection.once('close', () => this.open.delete(connection));
      }
      callback(null, connection);
    }, (error: Error) => callback(error, undefined as unknown as Duplex));
    return undefined;
  }

  override destroy(): void {
    this.closed = true;
    super.destroy();
    this.open.forEach((connection) => connection.destroy());
  }
}

/** A process's standard streams as one connection: ending it closes the process's input, its output stays readable. */
class StdioConnection extends Duplex {
  constructor(private readonly process: Process) {
    super({ allowHalfOpen: true });
    process.output.on('data', (chunk: Buffer) => {
      if (!this.push(chunk)) {
        process.output.pause();
      }
    });
    process.output.on('end', () => this.push(null));
    process.output.on('close', () => this.destroy());
    process.output.on('error', (error) => this.destroy(error));
    process.errorOutput?.resume();
    process.input.on('error', (error) => this.destroy(error));
  }

  override _read(): void {
    this.process.output.resume();
  }

  override _write(chunk: Buffer, encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.process.input.write(chunk, encoding, done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.process.input.end(() => done());
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.process.close();
    done(error);
  }

  // what node's HTTP client expects of a socket, and what has no meaning for a process
  setTimeout(): this { return this; }
  setNoDelay(): this { return this; }
  setKeepAlive(): this { return this; }
  ref(): this { return this; }
  unref(): this { return this; }
}
