import type Dockerode from 'dockerode';
import { engineOverStdio } from '../../docker/dial-stdio';
import { EngineError } from '../../docker/engine-error';
import { runInContainer } from '../../docker/exec';
import { copyImage, splitReference } from '../../docker/images';
import { ROLE_LABEL } from '../../docker/labels';
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
export async function seedInstanceImage(docker: Dockerode, base: string, seed: SeedImage, reference: string): Promise<void> {
  const container = await docker.createContainer({
    Image: base,
    Cmd: [BOOT_PROGRAM],
    Labels: { [ROLE_LABEL]: 'image' },
    Volumes: { '/var/lib/docker': {} },
    HostConfig: { ...await findRights(docker, base), NetworkMode: 'none' },
  });
  try {
    await startMachine(container);
    const inner = engineOverStdio(() => runInContainer(docker, container.id, { argv: DIAL_ENGINE }));
    await copyImage(docker, seed.source, inner.docker, seed.name).finally(() => inner.close());
    // both folders are plain files that nobody writes now; the rest belongs to the running engine
    const copy = await runInContainer(docker, container.id, {
      argv: ['sh', '-ec', 'mkdir /usr/lib/ecs-lab/seed; cp -a /var/lib/docker/image /var/lib/docker/overlay2 /usr/lib/ecs-lab/seed/'],
    });
    copy.output.resume();
    copy.errorOutput?.resume();
    if (await copy.exit !== 0) {
      throw new EngineError('the store of the machine\'s engine could not be copied: its storage driver may not be overlay2');
    }
    const { repository, tag } = splitReference(reference);
    await container.commit({ repo: repository, tag });
  } finally {
    await removeContainer(docker, container.id);
  }
}
