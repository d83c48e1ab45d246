import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The scripts of a function's process: beside this file, or beside the bundle that it was built into. */
export function childFile(name: 'preload.cjs' | 'bootstrap.cjs' | 'bootstrap.py' | 'with-layers.sh'): string {
  const candidates = [join(__dirname, 'child', name), join(__dirname, 'lambda', 'child', name)];
  const found = candidates.find((path) => existsSync(path));
  if (!found) throw new Error(`the Lambda runtime file ${name} is missing: it must be in ${candidates.join(' or ')}`);
  return found;
}
