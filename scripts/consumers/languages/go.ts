import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../../workshop/child';
import type { Language } from '../language';

export const go: Language = {
  name: 'go',
  tools: ['go version'],
  async install(folder, { dist }) {
    const module = join(dist, 'go', 'ecsnetworkmodes');
    const goMod = await readFile(join(module, 'go.mod'), 'utf8');
    const name = /^module (\S+)$/m.exec(goMod)?.[1];
    const required = /^require \([^)]*\)$/m.exec(goMod)?.[0];
    if (!name || !required) throw new Error(`${join(module, 'go.mod')} names no module or requires nothing: run npm run package`);
    const needs = required.replace('require (', `require (\n\t${name} v0.0.0`);
    await writeFile(join(folder, 'go.mod'), `module consumer\n\ngo 1.25\n\n${needs}\n\nreplace ${name} => ${module}\n`);
    // the checksum of the oldest supported aws-cdk-lib is not in the public checksum database
    const env = { ...process.env, GONOSUMDB: 'github.com/aws/*,github.com/cdklabs/*', GOFLAGS: '-mod=mod' };
    await run('go', ['mod', 'tidy'], { cwd: folder, env });
    await run('go', ['build', '-o', 'consumer', '.'], { cwd: folder, env });
    return [join(folder, 'consumer')];
  },
};
