import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type Dockerode from 'dockerode';

/** Something that happened to a container. */
export interface ContainerEvent {
  readonly action: string;
  readonly containerId: string;
  /** Labels of the container, and what belongs to the event, for example `exitCode`. */
  readonly attributes: Readonly<Record<string, string>>;
}

interface Message {
  readonly Action: string;
  readonly Actor: { readonly ID: string; readonly Attributes: Record<string, string> };
}

/**
 * Follows the containers that carry all the given labels. `onEnd` is told when the engine ends the stream,
 * which is not told after `close()`.
 */
export async function followContainers(
  docker: Dockerode, labels: readonly string[], actions: readonly string[],
  on: (event: ContainerEvent) => void, onEnd: (error?: Error) => void,
): Promise<{ close(): void }> {
  const stream = await docker.getEvents({ filters: { type: ['container'], label: [...labels], event: [...actions] } }) as Readable;
  let closed = false;
  const ended = (error?: Error) => {
    if (!closed) {
      closed = true;
      onEnd(error);
    }
  };
  const lines = createInterface({ input: stream, crlfDelay: Infinity });
  lines.on('line', (line) => {
    if (line !== '') {
      const { Action, Actor } = JSON.parse(line) as Message;
      on({ action: Action, containerId: Actor.ID, attributes: Actor.Attributes });
    }
  });
  // it takes the stream's errors on, and would throw what nobody hears
  lines.on('error', ended);
  stream.on('close', () => ended());
  return {
    close() {
      closed = true;
      stream.destroy();
    },
  };
}
