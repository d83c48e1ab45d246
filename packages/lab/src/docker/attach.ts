import type { Duplex, Readable, Writable } from 'node:stream';
import type Dockerode from 'dockerode';
import { demultiplex } from './demultiplexer';

/** The input and output of a container's main process, while attached. */
export interface AttachedStreams {
  readonly output: Readable;
  readonly input: Writable;
  close(): void;
}

/** Attaches to the input and output of a container's main process. Rejects when the attempt is given up before the engine has answered. */
export async function attachStreams(container: Dockerode.Container, abortSignal?: AbortSignal): Promise<AttachedStreams> {
  const stream = await container.attach({ stream: true, hijack: true, stdin: true, stdout: true, stderr: false, abortSignal }) as Duplex;
  const { output, errorOutput } = demultiplex(stream);
  errorOutput.resume();
  return { output, input: stream, close: () => stream.destroy() };
}
