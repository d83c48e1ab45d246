import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The only file of a folder whose name ends so. Throws a sentence when it is not there. */
export function artifact(folder: string, ending: string): string {
  const found = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(ending)) : [];
  if (found.length !== 1) {
    throw new Error(`one artifact is installed: got ${found.length} files *${ending} in ${folder}, allowed is exactly 1; run npm run package, after removing dist where there are several`);
  }
  return join(folder, found[0]!);
}
