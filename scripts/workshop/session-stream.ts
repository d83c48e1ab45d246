import { openSession } from '@cdk-ecs-network-modes/session-channel';
import { WebSocket } from 'ws';
import type { SessionStream } from './terminal';

/** Opens a session's data channel as the session-manager-plugin does, with a wide terminal so that no line is cut. */
export function openStream(streamUrl: string, tokenValue: string): SessionStream {
  const listeners: ((text: string) => void)[] = [];
  const decoder = new TextDecoder();
  const session = openSession({
    streamUrl,
    tokenValue,
    webSocket: WebSocket,
    terminal: { columns: 500, rows: 100 },
    output: (bytes) => {
      const text = decoder.decode(bytes, { stream: true });
      listeners.forEach((listener) => listener(text));
    },
  });
  return {
    write: (text) => session.write(text),
    onOutput: (listener) => listeners.push(listener),
    closed: session.ended.then((end) => end.kind === 'closed' ? end.output : end.reason),
    end: () => session.leave('the walk is over'),
  };
}
