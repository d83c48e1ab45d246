import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';
import type Dockerode from 'dockerode';
import { finished } from '../../docker/images';

/** Builds an image from a Dockerfile text and files beside it. */
export async function buildDockerfile(
  docker: Dockerode, dockerfile: string, files: readonly string[], reference: string, labels: Readonly<Record<string, string>>,
): Promise<void> {
  const context = await mkdtemp(join(tmpdir(), 'ecs-lab-build-'));
  try {
    await writeFile(join(context, 'Dockerfile'), dockerfile);
    await Promise.all(files.map((file) => copyFile(file, join(context, basename(file)))));
    const stream = await docker.buildImage(
      { context, src: ['Dockerfile', ...files.map((file) => basename(file))] },
      { t: reference, labels, forcerm: true, version: '1' },
    );
    await finished(stream as Readable);
  } finally {
    await rm(context, { recursive: true, force: true });
  }
}
