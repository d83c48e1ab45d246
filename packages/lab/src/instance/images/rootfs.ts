import { mkdir, symlink } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { run } from './shell';

/** Unpacks package files into a new root folder whose /bin, /sbin and /lib lie in /usr, as current releases lay it out. */
export async function unpackPackages(packages: readonly string[], root: string): Promise<void> {
  for (const folder of ['bin', 'sbin', 'lib', 'lib64']) {
    await mkdir(join(root, 'usr', folder), { recursive: true });
    await symlink(join('usr', folder), join(root, folder));
  }
  const queue = [...packages];
  const worker = async () => {
    for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
      await unpack(file, root);
    }
  };
  const workers = await Promise.allSettled(Array.from({ length: Math.min(4, availableParallelism()) }, worker));
  const failed = workers.find((result) => result.status === 'rejected');
  if (failed) {
    throw failed.reason;
  }
}

// the first release laid out this way still has packages with files in /bin: tar follows the links with that option
async function unpack(file: string, root: string): Promise<void> {
  await run('sh', ['-c', 'dpkg-deb --fsys-tarfile "$1" | tar --extract --keep-directory-symlink --directory "$2"', 'unpack', file, root]);
}

/** Name of a package, from the name of its file. */
export const packageName = (file: string): string => file.replace(/^.*\//, '').replace(/_.*$/, '');
