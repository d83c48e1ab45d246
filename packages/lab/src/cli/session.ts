import { openSession, systemTimers } from '@cdk-ecs-network-modes/session-channel';
import WebSocket from 'ws';
import { callLab } from './api';
import { keepSayingEnd } from './end-of-input';
import { Failure } from './failure';
import { homeOf } from './home';
import type { NamedOptions } from './program';
import { requireRunning } from './running';

interface Started {
  readonly StreamUrl: string;
  readonly TokenValue: string;
}

/** An interactive shell on an instance, for who has no session-manager-plugin. Ends when the shell does. */
export async function session(instanceId: string, { name }: NamedOptions): Promise<void> {
  const home = homeOf(name);
  const running = await requireRunning(home);
  const { StreamUrl, TokenValue } = await callLab<Started>(home, running, 'ssm', 'AmazonSSM.StartSession', { Target: instanceId });
  const { stdin, stdout } = process;
  const terminal = stdout.isTTY ? { columns: stdout.columns, rows: stdout.rows } : undefined;
  const opened = openSession({
    streamUrl: StreamUrl, tokenValue: TokenValue, webSocket: WebSocket, output: (bytes) => void stdout.write(bytes), ...(terminal && { terminal }),
  });
  if (stdin.isTTY) stdin.setRawMode(true);
  stdin.on('data', (bytes: Buffer) => opened.write(bytes));
  let quiet: (() => void) | undefined;
  stdin.on('end', () => {
    quiet = keepSayingEnd((bytes) => opened.write(bytes), systemTimers);
  });
  stdout.on('resize', () => opened.resize({ columns: stdout.columns, rows: stdout.rows }));
  const end = await opened.ended;
  quiet?.();
  if (stdin.isTTY) stdin.setRawMode(false);
  stdin.destroy();
  if (end.kind === 'broken') throw new Failure(`the session broke: ${end.reason}`);
  if (end.output !== '') throw new Failure(end.output);
}
