import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { unzip } from './unzip';

/** Scopes that AWS's own Node runtimes bring along. */
const RUNTIME_SCOPES = ['@aws-sdk', '@smithy'];

/** Unpacked code of functions, by hash. Its folder also offers the AWS SDK packages that are installed beside the lab. */
export class CodeStore {
  private prepared: Promise<void> | undefined;
  private readonly combining = new Map<string, Promise<string>>();

  constructor(private readonly folder: string) {}

  pathOf(hash: string): string {
    return join(this.folder, 'code', hash);
  }

  /** Unpacks a zip, once for each content; answers its hash in hex. Rejects when it is not a zip. */
  async put(zip: Buffer): Promise<string> {
    await (this.prepared ??= this.prepare());
    const hash = createHash('sha256').update(zip).digest('hex');
    if (existsSync(this.pathOf(hash))) return hash;
    const unpacking = join(this.folder, `unpacking-${randomUUID()}`);
    try {
      // links last, so that nothing is written through one
      const files = [...await unzip(zip)].sort(([, one], [, other]) => Number(one.isLink) - Number(other.isLink));
      for (const [name, { content, isExecutable, isLink }] of files) {
        const path = join(unpacking, name);
        await mkdir(dirname(path), { recursive: true });
        if (isLink) await symlink(content.toString(), path);
        else await writeFile(path, content, { mode: isExecutable ? 0o755 : 0o644 });
      }
      await mkdir(unpacking, { recursive: true });
      await moveTo(this.pathOf(hash), unpacking);
    } finally {
      await rm(unpacking, { recursive: true, force: true });
    }
    return hash;
  }

  /** The folder with all that these have; the later one's files take the place of the earlier one's. Made once, kept until the next start. */
  combined(hashes: readonly string[]): Promise<string> {
    const [only] = hashes;
    if (only !== undefined && hashes.length === 1) return Promise.resolve(this.pathOf(only));
    const name = createHash('sha256').update(hashes.join()).digest('hex');
    const making = this.combining.get(name) ?? this.combine(hashes, join(this.folder, 'combined', name)).finally(() => this.combining.delete(name));
    this.combining.set(name, making);
    return making;
  }

  private async combine(hashes: readonly string[], path: string): Promise<string> {
    await (this.prepared ??= this.prepare());
    if (existsSync(path)) return path;
    const making = join(this.folder, `unpacking-${randomUUID()}`);
    try {
      for (const hash of hashes) await cp(this.pathOf(hash), making, { recursive: true, verbatimSymlinks: true });
      await mkdir(dirname(path), { recursive: true });
      await moveTo(path, making);
    } finally {
      await rm(making, { recursive: true, force: true });
    }
    return path;
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
    for (const left of (await readdir(this.folder)).filter((name) => name.startsWith('unpacking-') || name === 'combined')) {
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

/** In one step, so that a folder that is there is whole; who comes second leaves what is there. */
async function moveTo(path: string, made: string): Promise<void> {
  await rename(made, path).catch((error: unknown) => { if (!existsSync(path)) throw error; });
}

function scopeFolder(scope: string): string | undefined {
  const places = [createRequire(join(__dirname, 'index.js')), createRequire(join(process.cwd(), 'index.js'))];
  return places.flatMap((require) => require.resolve.paths(`${scope}/any`) ?? []).map((folder) => join(folder, scope)).find((folder) => existsSync(folder));
}
