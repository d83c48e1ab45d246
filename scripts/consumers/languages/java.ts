import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../../workshop/child';
import { artifact } from '../artifact';
import type { Language } from '../language';

const group = join('io', 'github', 'cdk-ecs-network-modes', 'cdk-ecs-network-modes');

export const java: Language = {
  name: 'java',
  tools: ['java -version', 'mvn --version'],
  async install(folder, { dist, library, cdk, constructs }) {
    const built = join(dist, 'java', group, library);
    const versions = [`-Dlibrary.version=${library}`, `-Dcdk.version=${cdk}`, `-Dconstructs.version=${constructs}`];
    const maven = (...args: string[]) => run('mvn', ['--batch-mode', '--quiet', ...args, ...versions], { cwd: folder });
    // a repository of files would not do: Maven never asks again for a version that it has
    await maven('install:install-file', `-Dfile=${artifact(built, `${library}.jar`)}`, `-DpomFile=${artifact(built, '.pom')}`);
    await maven('compile', 'dependency:build-classpath', '-Dmdep.outputFile=classpath');
    const classpath = (await readFile(join(folder, 'classpath'), 'utf8')).trim();
    return ['java', '-cp', `${join(folder, 'target', 'classes')}:${classpath}`, 'consumer.ConsumerApp'];
  },
};
