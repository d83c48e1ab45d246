import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ImageFinder } from '../../../src/instance/images/image-finder';
import type { HostEngine } from '../../../src/docker/connect';
import { FakeClock } from '../../support/fake-clock';

const ECR = '123456789012.dkr.ecr.us-east-1.amazonaws.com/demo:latest';

/** A host engine that has these images; it tells what it is asked to pull, and pulls nothing. */
function finder(images: readonly string[]) {
  const pulled: string[] = [];
  const docker = {
    getImage: (name: string) => ({
      inspect: () => (images.includes(name) ? Promise.resolve({ Id: 'sha256:1' }) : Promise.reject(Object.assign(new Error('no such image'), { statusCode: 404 }))),
    }),
    pull: (name: string) => {
      pulled.push(name);
      return Promise.reject(new Error('no registry'));
    },
  };
  const host = { docker } as unknown as HostEngine;
  return { pulled, it: new ImageFinder({ host, clock: new FakeClock(), warn: () => undefined, progress: () => undefined }) };
}

test('an image with a name of ECR is taken from this machine, and asked of nobody when it is not there', async () => {
  assert.deepEqual(await finder([ECR]).it.find(ECR), { name: ECR, source: 'host' });
  for (const name of [ECR, '123456789012.dkr-ecr.us-east-1.on.aws/demo', '123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com/demo@sha256:1']) {
    const { it, pulled } = finder([]);
    await assert.rejects(it.find(name), /is not on this machine, and this lab has no ECR .* `ecs-lab image load`$/);
    assert.deepEqual(pulled, []);
  }
});
