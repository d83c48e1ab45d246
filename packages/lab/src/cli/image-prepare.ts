import { systemClock } from '../clock/clock';
import { connectEngine } from '../docker/connect';
import { DockerFleet } from '../instance/docker-fleet';
import { print, printJson, yellow } from './output';
import { withProgress } from './progress';
import type { NamedOptions } from './program';

/** Makes the images that the first instance and the workshop's first tasks need: a minute or two, once a machine. */
export async function imagePrepare({ name, json }: NamedOptions): Promise<void> {
  const host = await connectEngine();
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const fleet = new DockerFleet({
    name, region: 'us-east-1', clock: systemClock, host, progress: say, log: { info: say, warn: (line) => say(`${yellow('warning:')} ${line}`) },
  });
  try {
    await withProgress('making images', fleet.prepare());
  } finally {
    fleet.close();
  }
  if (json) return printJson({ ready: true });
  print('The images are ready.');
}
