import type Dockerode from 'dockerode';
import { engineOverStdio } from '../../docker/dial-stdio';
import { EngineError } from '../../docker/engine-error';
import { runInContainer } from '../../docker/exec';
import { copyImage, splitReference } from '../../docker/images';
import { ID_LABEL, labelsOf, NAME_LABEL } from '../../docker/labels';
import { removeContainer } from '../../docker/reaper';
import { BOOT_PROGRAM, DIAL_ENGINE, startMachine } from '../boot';
import { findRights } from '../rights';

/** An image that every instance has from the start, and its name there. */
export interface SeedImage {
  readonly source: string;
  readonly name: string;
}

/**
 * Makes an instance image whose engine has an image from the start: loads it in a machine, then keeps a copy of that engine's store
 * in the image. A new instance copies it into its own volume, which takes milliseconds where loading would take a second.
 */
export async function seedInstanceImage(docker: Dockerode, lab: string, base: string, seed: SeedImage, reference: string): Promise<void> {
  const container = await docker.createContainer({
    Image: base,
    Cmd: [BOOT_PROGRAM],
    Labels: labelsOf(lab, 'image', 'seed'),
    HostConfig: {
      ...await findRights(docker, lab, base),
      NetworkMode: 'none',
      // not as a volume of the container's own: the image would inherit it
      Mounts: [{ Type: 'volume', Source: '', Target: '/var/lib/docker' }],
    },
  });
  try {
    await startMachine(container);
    const inner = engineOverStdio(() => runInContainer(docker, container.id, { argv: DIAL_ENGINE }));
    await copyImage(docker, seed.source, inner.docker, seed.name).finally(() => inner.close());
    const copy = await runInContainer(docker, container.id, { argv: ['/usr/lib/ecs-lab/seed.sh'] });
    copy.output.resume();
    copy.errorOutput?.resume();
    if (await copy.exit !== 0) {
      throw new EngineError('the store of the machine\'s engine could not be copied: its storage driver may not be overlay2');
    }
    const { repository, tag } = splitReference(reference);
    // the image outlives the lab that made it
    await container.commit({ repo: repository, tag, changes: [`LABEL ${NAME_LABEL}= ${ID_LABEL}=`] });
  } finally {
    await removeContainer(docker, container.id);
  }
}
