import { once } from 'node:events';
import { PassThrough, type Duplex, type Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type Dockerode from 'dockerode';
import type { Process, ProcessSpec } from '../instance/process';
import { demultiplex } from './demultiplexer';
import { engineText } from './engine-error';

/** What the engine knows of a process that it started in a container. */
export interface ExecState {
  readonly running: boolean;
  /** Process id as the engine sees it; 0 when it could not be started. */
  readonly pid: number;
  readonly exitCode: number;
}

export interface ExecOptions {
  /** Ends the process after its connection was closed: engines leave it running. */
  readonly hangUp?: (exec: { state(): Promise<ExecState> }) => Promise<void>;
}

const ERROR_TEXT_LIMIT = 4096;

/** Runs a process in a container of any engine. Rejects with the engine's own text when the container is not running. */
export async function runInContainer(
  docker: Dockerode, containerId: string, spec: ProcessSpec, options: ExecOptions = {},
): Promise<Process> {
  const exec = await docker.getContainer(containerId).exec({
    Cmd: [...spec.argv],
    User: spec.user ?? 'root',
    WorkingDir: spec.workingDirectory,
    Env: Object.entries(spec.environment ?? {}).map(([name, value]) => `${name}=${value}`),
    Tty: spec.terminal !== undefined,
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
  }).catch(plainError);
  const start: Dockerode.ExecStartOptions & { readonly ConsoleSize?: readonly [number, number] } = {
    hijack: true, stdin: true, Tty: spec.terminal !== undefined,
    // engines before 23 ignore it: there a process may see no size for a moment, until `resize` below
    ...spec.terminal ? { ConsoleSize: [spec.terminal.rows, spec.terminal.columns] } : {},
  };
  const connection = await exec.start(start).catch(plainError);
  const state = async (): Promise<ExecState> => {
    const seen = await exec.inspect();
    return { running: seen.Running, pid: seen.Pid, exitCode: seen.ExitCode ?? 0 };
  };
  const resize = async (columns: number, rows: number) => {
    await exec.resize({ w: columns, h: rows }).catch((error: unknown) => {
      // the process may have ended meanwhile: then there is nothing left to resize
      if (!/not running|no such exec|cannot resize a|process.*(not found|finished)/i.test(engineText(error))) {
        throw error;
      }
    });
  };
  const streams = spec.terminal ? { output: ownStream(connection), errorOutput: undefined } : demultiplex(connection);
  const { promise: hangUpFailed, reject: failHangUp } = withRejection();
  const exit = Promise.race([exitOf(connection, streams.output, state), hangUpFailed]);
  // a caller that only reads the output need not handle the exit
  exit.catch(() => undefined);
  if (spec.terminal) {
    await resize(spec.terminal.columns, spec.terminal.rows);
  }
  return {
    ...streams,
    input: connection,
    resize,
    exit,
    close() {
      connection.destroy();
      options.hangUp?.({ state }).catch(failHangUp);
    },
  };
}

function withRejection(): { readonly promise: Promise<never>; readonly reject: (error: unknown) => void } {
  let reject: (error: unknown) => void = () => undefined;
  const promise = new Promise<never>((_, fail) => { reject = fail; });
  return { promise, reject };
}

function plainError(error: unknown): never {
  throw new Error(engineText(error), { cause: error });
}

function ownStream(connection: Duplex): Readable {
  const output = new PassThrough();
  connection.pipe(output);
  connection.on('error', (error) => output.destroy(error));
  connection.on('close', () => output.end());
  return output;
}

async function exitOf(connection: Duplex, output: Readable, state: () => Promise<ExecState>): Promise<number> {
  let text = '';
  connection.on('data', (chunk: Buffer) => {
    text = text.length < ERROR_TEXT_LIMIT ? text + chunk.toString('latin1') : text;
  });
  if (!output.readableEnded && !connection.closed) {
    await Promise.race([once(connection, 'end'), once(connection, 'close')]);
  }
  let last = await state();
  // engines close the stream a moment before they record the exit, and offer no call that waits for it
  for (let pause = 2; last.running; pause = Math.min(pause * 2, 250)) {
    await delay(pause);
    last = await state();
  }
  if (last.pid === 0 && last.exitCode !== 0) {
    throw new Error(text.replace(/^[\u0000-\u0002]\0{3}[^]{4}/, '').trim() || 'the process could not be started');
  }
  return last.exitCode;
}
