import { existsSync, readFileSync } from 'node:fs';
import type { Distribution } from './apt';

/** The distribution that a text like /etc/os-release describes; undefined when it is neither Debian nor Ubuntu. */
export function parseDistribution(osRelease: string): Distribution | undefined {
  const value = (name: string) => new RegExp(`^${name}="?([^"\\n]*)"?$`, 'm').exec(osRelease)?.[1];
  const id = value('ID');
  const release = value('VERSION_CODENAME');
  return (id === 'debian' || id === 'ubuntu') && release ? { id, release } : undefined;
}

/** Why images cannot be made from packages on this machine; undefined when they can. */
export function packagesObstacle(): string | undefined {
  if (!thisDistribution()) {
    return 'this machine is neither Debian nor Ubuntu';
  }
  return process.getuid?.() === 0 ? undefined : 'making it from Debian packages needs root';
}

export function thisDistribution(): Distribution | undefined {
  return process.platform === 'linux' && existsSync('/etc/os-release') ? parseDistribution(readFileSync('/etc/os-release', 'utf8')) : undefined;
}
