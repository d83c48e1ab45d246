import { createInterface } from 'node:readline';
import type { Duplex } from 'node:stream';
import type Dockerode from 'dockerode';
import { demultiplex } from '../docker/demultiplexer';
import { EngineError, engineText } from '../docker/engine-error';

export const BOOT_PROGRAM = '/usr/lib/ecs-lab/boot.sh';

/** What the first process of a machine prints when the engine in it answers. */
const READY = 'engine ready';

/** Starts a machine's container. Resolves when the engine in it answers; rejects with what it said when it ends before. */
export async function startMachine(container: Dockerode.Container): Promise<void> {
  const stream = await container.attach({ stream: true, stdout: true, stderr: true, hijack: true }) as Duplex;
  try {
    const { output, errorOutput } = demultiplex(stream);
    let complaint = '';
    errorOutput.on('data', (chunk: Buffer) => {
      complaint += chunk.toString();
    });
    await container.start();
    for await (const line of createInterface({ input: output, crlfDelay: Infinity })) {
      if (line === READY) {
        return;
      }
      complaint += `${line}\n`;
    }
    throw new EngineError(`the machine's own Docker engine did not start: ${complaint.trim().split('\n').slice(-6).join(' | ') || 'no message'}`);
  } catch (error) {
    throw error instanceof EngineError ? error : new EngineError(`the machine did not start: ${engineText(error)}`, { cause: error });
  } finally {
    stream.destroy();
  }
}

/** A client of a machine's engine is reached by running this in it. */
export const DIAL_ENGINE: readonly string[] = ['docker', 'system', 'dial-stdio'];
