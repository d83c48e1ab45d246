import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Folder of this package, from the sources and from a bundle alike. */
function packageRoot(from: string = __dirname): string {
  if (existsSync(join(from, 'package.json'))) {
    return from;
  }
  const parent = dirname(from);
  if (parent === from) {
    throw new Error(`no package.json above ${__dirname}: the lab is not installed whole`);
  }
  return packageRoot(parent);
}

const FOLDER = 'src/instance/images/files';

/** Path of the relay program that becomes `/agent`. */
const AGENT_PROGRAM = 'src/instance/agent/relay/agent.pl';

/** Path of a file that goes into images. */
export const imageFilePath = (name: string): string => join(packageRoot(), FOLDER, name);

export const imageFile = (name: string): string => readFileSync(imageFilePath(name), 'utf8');

/** Path of the agent's program; undefined when this package has none. */
export function agentProgramPath(): string | undefined {
  const path = join(packageRoot(), AGENT_PROGRAM);
  return existsSync(path) ? path : undefined;
}

/** Short hash for an image tag: equal content gives an equal tag. */
export function contentHash(...parts: readonly string[]): string {
  const hash = createHash('sha256');
  parts.forEach((part) => hash.update(part).update('\0'));
  return hash.digest('hex').slice(0, 12);
}
