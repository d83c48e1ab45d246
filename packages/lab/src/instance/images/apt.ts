import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './shell';

/** What /etc/os-release says of a Debian or Ubuntu. */
export interface Distribution {
  readonly id: 'debian' | 'ubuntu';
  /** Code name, for example `bookworm`. */
  readonly release: string;
}

/**
 * Debian packages with all that they depend on, from the package sources that this machine is set up with.
 * Uses a folder of its own: neither the machine's package lists nor its installed packages are touched.
 */
export class PackageSource {
  private constructor(private readonly folder: string) {}

  /** Reads the distribution's own package lists. Rejects when this is no Debian or Ubuntu, or when they cannot be fetched. */
  static async open(folder: string, { id, release }: Distribution): Promise<PackageSource> {
    const targets = await run('apt-get', ['indextargets', '--format', '$(REPO_URI)|$(RELEASE)|$(COMPONENT)', 'Created-By: Packages']);
    const keyring = `/usr/share/keyrings/${id}-archive-keyring.gpg`;
    const sources = sourceLines(targets, release, existsSync(keyring) ? keyring : undefined);
    if (sources.length === 0) {
      throw new Error(`apt has no package source for ${id} ${release}: add the distribution's own to /etc/apt/sources.list`);
    }
    await Promise.all(['lists/partial', 'cache/archives/partial'].map((path) => mkdir(join(folder, path), { recursive: true })));
    await writeFile(join(folder, 'status'), '');
    await writeFile(join(folder, 'sources.list'), `${sources.join('\n')}\n`);
    await writeFile(join(folder, 'apt.conf'), [
      `Dir::State "${folder}";`,
      `Dir::State::status "${folder}/status";`,
      `Dir::State::lists "${folder}/lists";`,
      `Dir::Cache "${folder}/cache";`,
      `Dir::Etc::sourcelist "${folder}/sources.list";`,
      'Dir::Etc::sourceparts "-";',
      'APT::Sandbox::User "root";',
      'APT::Install-Recommends "false";',
      'Acquire::Languages "none";',
      'Acquire::Retries "2";',
      '',
    ].join('\n'));
    const source = new PackageSource(folder);
    await source.apt('apt-get', '--quiet', 'update');
    return source;
  }

  /** Paths of the package files of `names`, of those of `optional` that exist, and of everything that they need. */
  async download(names: readonly string[], optional: readonly string[] = []): Promise<string[]> {
    const known = optional.length === 0 ? new Set() : new Set((await this.apt('apt-cache', 'pkgnames')).split('\n'));
    const wanted = [...names, ...optional.filter((name) => known.has(name))];
    await this.apt('apt-get', '--quiet', '--yes', '--download-only', 'install', ...wanted);
    const archives = join(this.folder, 'cache', 'archives');
    return (await readdir(archives)).filter((file) => file.endsWith('.deb')).map((file) => join(archives, file));
  }

  private apt(program: string, ...argv: readonly string[]): Promise<string> {
    return run(program, argv, { environment: { APT_CONFIG: join(this.folder, 'apt.conf'), DEBIAN_FRONTEND: 'noninteractive' } });
  }
}

/** Lines of a sources.list for one release and its updates, from the output of `apt-get indextargets`: other vendors' are left out. */
export function sourceLines(targets: string, release: string, keyring?: string): string[] {
  const entries = targets.split('\n').filter((line) => line !== '').map((line) => line.split('|'));
  const lines = entries.flatMap(([uri, suite, component]) => {
    const ours = suite === release || suite === `${release}-security` || suite === `${release}-updates`;
    return ours && (component === 'main' || component === 'universe')
      ? [`deb ${keyring ? `[signed-by=${keyring}] ` : ''}${uri} ${suite} ${component}`]
      : [];
  });
  return [...new Set(lines)];
}
