import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type Dockerode from 'dockerode';
import { loadArchive } from '../../docker/images';
import { run } from './shell';

/** What an image says of itself, besides its files. */
export interface ImageConfig {
  readonly Env?: readonly string[];
  readonly Entrypoint?: readonly string[];
  readonly Cmd?: readonly string[];
  readonly WorkingDir?: string;
  readonly StopSignal?: string;
  readonly ExposedPorts?: Readonly<Record<string, object>>;
  readonly Labels?: Readonly<Record<string, string>>;
}

/** Makes an image of one layer from a folder and gives it to an engine: needs no builder and no base image. */
export async function loadFolder(docker: Dockerode, root: string, reference: string, architecture: string, config: ImageConfig): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'ecs-lab-image-'));
  try {
    const layer = join(folder, 'layer.tar');
    await run('tar', ['--create', '--file', layer, '--directory', root, '--numeric-owner', '--sort=name', '--mtime=@0', '.']);
    const created = new Date().toISOString();
    const description = JSON.stringify({
      architecture, os: 'linux', created, config,
      rootfs: { type: 'layers', diff_ids: [`sha256:${await sha256(layer)}`] },
      history: [{ created, created_by: 'ecs-lab' }],
    });
    const name = `${createHash('sha256').update(description).digest('hex')}.json`;
    await writeFile(join(folder, name), description);
    await writeFile(join(folder, 'manifest.json'), JSON.stringify([{ Config: name, RepoTags: [reference], Layers: ['layer.tar'] }]));
    const archive = spawn('tar', ['--create', '--directory', folder, 'manifest.json', name, 'layer.tar'], { stdio: ['ignore', 'pipe', 'inherit'] });
    await loadArchive(docker, archive.stdout);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
