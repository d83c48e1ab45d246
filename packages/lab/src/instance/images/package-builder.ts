import { chmod, copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EngineError } from '../../docker/engine-error';
import type { Progress } from '../../docker/progress';
import { PackageSource } from './apt';
import { packagesObstacle, thisDistribution } from './distribution';
import { imageFilePath } from './files';
import { packageName, unpackPackages } from './rootfs';
import { run } from './shell';

/** A root folder of unpacked Debian packages in which programs can be run. */
export interface PackageRoot {
  readonly path: string;
  /** Packages that it has. */
  readonly packages: readonly string[];
  /** Copies one of the image files into it, to `target`. */
  add(file: string, target: string): Promise<void>;
  /** Runs a shell script that lies in it, as root, in it. */
  run(script: string, ...argv: string[]): Promise<void>;
}

/**
 * Unpacks Debian packages with all that they need, hands them over and removes them afterwards.
 * Rejects with an `EngineError` where that is impossible: it needs root on Debian or Ubuntu.
 */
export async function withPackages<T>(
  names: readonly string[], optional: readonly string[], progress: Progress, use: (root: PackageRoot) => Promise<T>,
): Promise<T> {
  const obstacle = packagesObstacle();
  const distribution = thisDistribution();
  if (obstacle || !distribution) {
    throw new EngineError(obstacle ?? 'this machine is neither Debian nor Ubuntu');
  }
  const folder = await mkdtemp(join(tmpdir(), 'ecs-lab-packages-'));
  try {
    progress(`fetching Debian packages (${distribution.release})`);
    const source = await PackageSource.open(join(folder, 'apt'), distribution);
    const files = await source.download(names, optional);
    progress(`unpacking ${files.length} packages`);
    const path = join(folder, 'root');
    await unpackPackages(files, path);
    await chmod(path, 0o755);
    return await use(packageRoot(path, files.map(packageName).sort()));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function packageRoot(path: string, packages: readonly string[]): PackageRoot {
  return {
    path,
    packages,
    async add(file, target) {
      await mkdir(join(path, target, '..'), { recursive: true });
      await copyFile(imageFilePath(file), join(path, target));
    },
    async run(script, ...argv) {
      await run('chroot', [path, '/bin/sh', script, ...argv], { environment: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' } });
    },
  };
}

/** Writes the list of packages that the image's `dnf` stand-in reads. */
export async function writePackageList(root: PackageRoot): Promise<void> {
  await mkdir(join(root.path, 'usr/lib/ecs-lab'), { recursive: true });
  await writeFile(join(root.path, 'usr/lib/ecs-lab/packages'), `${root.packages.join('\n')}\n`);
}
