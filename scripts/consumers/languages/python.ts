import { join } from 'node:path';
import { run } from '../../workshop/child';
import { artifact } from '../artifact';
import type { Language } from '../language';

export const python: Language = {
  name: 'python',
  tools: ['python3 --version', 'python3 -m venv --help'],
  async install(folder, { dist, cdk, constructs }) {
    const interpreter = join('.venv', 'bin', 'python');
    await run('python3', ['-m', 'venv', '.venv'], { cwd: folder });
    const packages = [artifact(join(dist, 'python'), '.whl'), `aws-cdk-lib==${cdk}`, `constructs==${constructs}`];
    await run(join(folder, interpreter), ['-m', 'pip', 'install', '--quiet', ...packages], { cwd: folder });
    return [join(folder, interpreter), 'app.py'];
  },
};
