import { ExecuteCommandCommand } from '@aws-sdk/client-ecs';
import type { Task } from '@aws-sdk/client-ecs';
import { openStream } from '../workshop/session-stream';
import type { World } from './world';

/** Runs one command through ECS Exec to its end, without typing anything; gives all it showed and the session's closing text. */
export async function execOnce(world: World, { clusterArn, taskArn }: Task, container: string, command: string): Promise<string> {
  const { session } = await world.ecs.send(new ExecuteCommandCommand({ cluster: clusterArn, task: taskArn, container, command, interactive: true }));
  const stream = openStream(session!.streamUrl!, session!.tokenValue!);
  let shown = '';
  stream.onOutput((text) => {
    shown += text;
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('(the session did not end in 20 s)'), 20_000);
  });
  const closing = await Promise.race([stream.closed, late]).finally(() => clearTimeout(timer));
  return `${shown}${closing}`.replaceAll('\r\n', '\n');
}
