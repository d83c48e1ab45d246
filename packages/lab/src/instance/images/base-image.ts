import { EngineError } from '../../docker/engine-error';
import type { HostEngine } from '../../docker/connect';
import { imageId, pullImage, PullError } from '../../docker/images';
import { ROLE_LABEL } from '../../docker/labels';
import type { Progress } from '../../docker/progress';
import { buildDockerfile } from './dockerfile';
import { packagesObstacle } from './distribution';
import { imageFilePath } from './files';
import { loadFolder } from './image-archive';
import { withPackages, writePackageList } from './package-builder';
import { BASE_IMAGE, ESSENTIAL_PACKAGES, INSTANCE_PACKAGES, MACHINE_FILES, OPTIONAL_PACKAGES } from './recipe';

const LABELS = { [ROLE_LABEL]: 'image', 'org.opencontainers.image.description': 'An EC2 instance of ecs-lab, made of Debian packages' };
const FOLDER = '/usr/lib/ecs-lab';

/** Makes the image of an instance: from a Dockerfile where a base image can be had, from Debian packages where none can. */
export async function makeBaseImage(host: HostEngine, reference: string, progress: Progress): Promise<void> {
  const unreachable = await findBase(host, progress);
  if (!unreachable) {
    progress(`building the instance image from ${BASE_IMAGE}`);
    await buildDockerfile(host.docker, baseDockerfile(), MACHINE_FILES.map(imageFilePath), reference, LABELS);
    return;
  }
  const obstacle = packagesObstacle();
  if (obstacle) {
    throw new EngineError(`the instance image cannot be made: ${BASE_IMAGE} cannot be pulled (${unreachable}) and ${obstacle}; `
      + `give this machine access to a registry, or "docker load" ${BASE_IMAGE}`);
  }
  progress(`${BASE_IMAGE} cannot be pulled (${unreachable}): the instance image is made from Debian packages`);
  await fromPackages(host, reference, progress);
}

/** Why there is no base image; undefined when there is one. */
async function findBase(host: HostEngine, progress: Progress): Promise<string | undefined> {
  if (await imageId(host.docker, BASE_IMAGE)) {
    return undefined;
  }
  try {
    progress(`pulling ${BASE_IMAGE}`);
    await pullImage(host.docker, BASE_IMAGE);
    return undefined;
  } catch (error) {
    if (error instanceof PullError) {
      return error.message;
    }
    throw error;
  }
}

/** Text of the Dockerfile of an instance. */
export function baseDockerfile(): string {
  return [
    `FROM ${BASE_IMAGE}`,
    'ARG DEBIAN_FRONTEND=noninteractive',
    `RUN apt-get update && apt-get install -y --no-install-recommends ${INSTANCE_PACKAGES.join(' ')} `
      + `$(apt-cache pkgnames | grep -xE '${OPTIONAL_PACKAGES.join('|')}') && rm -rf /var/lib/apt/lists/* `
      + `&& mkdir -p ${FOLDER} && dpkg-query -W -f '\${Package}\\n' > ${FOLDER}/packages`,
    `COPY ${MACHINE_FILES.join(' ')} ${FOLDER}/`,
    `RUN sh ${FOLDER}/machine.sh`,
    `CMD ["${FOLDER}/boot.sh"]`,
    '',
  ].join('\n');
}

async function fromPackages(host: HostEngine, reference: string, progress: Progress): Promise<void> {
  await withPackages([...INSTANCE_PACKAGES, ...ESSENTIAL_PACKAGES], OPTIONAL_PACKAGES, progress, async (root) => {
    await writePackageList(root);
    for (const file of MACHINE_FILES) {
      await root.add(file, `${FOLDER}/${file}`);
    }
    await root.add('finish.sh', 'tmp/finish.sh');
    await root.run('/tmp/finish.sh');
    await root.run(`${FOLDER}/machine.sh`);
    progress('giving the instance image to the Docker engine');
    await loadFolder(host.docker, root.path, reference, host.architecture, {
      Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], Cmd: [`${FOLDER}/boot.sh`], Labels: LABELS,
    });
  });
}
