import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../../workshop/child';
import { root } from '../../workshop/lab-control';
import { artifact } from '../artifact';
import type { Language } from '../language';

const options = { target: 'ES2022', module: 'node16', strict: true, noUnusedLocals: true, skipLibCheck: false, types: ['node'] };

export const typescript: Language = {
  name: 'typescript',
  tools: ['npm --version'],
  async install(folder, { dist, cdk, constructs }) {
    await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, name: 'consumer' }));
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, include: ['app.ts'] }));
    const packages = [artifact(join(dist, 'js'), '.tgz'), `aws-cdk-lib@${cdk}`, `constructs@${constructs}`, '@types/node@20'];
    await run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error', ...packages], { cwd: folder });
    await run(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', folder], { cwd: folder });
    return [process.execPath, 'app.js'];
  },
};
