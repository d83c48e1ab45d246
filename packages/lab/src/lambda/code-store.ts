import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { unzip } from './unzip';

/** Scopes that AWS's own Node runtimes bring along. */
const RUNTIME_SCOPES = ['@aws-sdk', '@smithy'];

/** Unpacked code of functions, by hash. Its folder also offers the AWS SDK packages that are installed beside the lab. */
export class CodeStore {
  private prepared: Promise<void> | undefined;

  constructor(private readonly folder: string) {}

  pathOf(hash: string): string {
    return join(this.folder, 'code', hash);
  }

  /** Unpacks a zip, once for each content; answers its hash in hex. Rejects when it is not a zip. */
  async put(zip: Buffer): Promise<string> {
    await (this.prepared ??= this.prepare());
    const hash = createHash('sha256').update(zip).digest('hex');
    if (existsSync(this.pathOf(hash))) return hash;
    // into place in one step, so that a folder that is there is whole
    const unpacking = join(this.folder, `unpacking-${randomUUID()}`);
    try {
      for (const [name, content] of await unzip(zip)) {
        await mkdir(dirname(join(unpacking, name)), { recursive: true });
        await writeFile(join(unpacking, name), content);
      }
      await mkdir(unpacking, { recursive: true });
      await rename(unpacking, this.pathOf(hash)).catch((error: unknown) => { if (!existsSync(this.pathOf(hash))) throw error; });
    } finally {
      await rm(unpacking, { recursive: true, force: true });
    }
    return hash;
  }

  /** Removes code that no function has. */
  async keepOnly(hashes: ReadonlySet<string>): Promise<void> {
    await (this.prepared ??= this.prepare());
    for (const hash of await readdir(join(this.folder, 'code'))) {
      if (!hashes.has(hash)) await rm(this.pathOf(hash), { recursive: true, force: true });
    }
  }

  private async prepare(): Promise<void> {
    await mkdir(join(this.folder, 'code'), { recursive: true });
    for (const left of (await readdir(this.folder)).filter((name) => name.startsWith('unpacking-'))) {
      await rm(join(this.folder, left), { recursive: true, force: true });
    }
    // functions find packages by going up from their folder: require and import alike
    const modules = join(this.folder, 'node_modules');
    await rm(modules, { recursive: true, force: true });
    await mkdir(modules);
    for (const scope of RUNTIME_SCOPES) {
      const found = scopeFolder(scope);
      if (found) await symlink(found, join(modules, scope), 'junction');
    }
  }
}

function scopeFolder(scope: string): string | undefined {
  const places = [createRequire(join(__dirname, 'index.js')), createRequire(join(process.cwd(), 'index.js'))];
  return places.flatMap((require) => require.resolve.paths(`${scope}/any`) ?? []).map((folder) => join(folder, scope)).find((folder) => existsSync(folder));
}
