import { createReadStream, existsSync } from 'node:fs';
import { connectEngine } from '../docker/connect';
import { imageId, isReference, loadArchive, pullImage } from '../docker/images';
import { Failure, textOf } from './failure';
import { print, printJson } from './output';
import { withProgress } from './progress';
import type { NamedOptions } from './program';

/**
 * Gives the lab an image: from a `docker save` archive, or by name from this machine's engine or its registry.
 * Instances look there for images that they do not have.
 */
export async function imageLoad(source: string, { json }: NamedOptions): Promise<void> {
  if (!existsSync(source) && !isReference(source)) throw new Failure(`${source} is neither a file nor the name of an image`);
  const { docker } = await connectEngine();
  const images = existsSync(source)
    ? await withProgress(`loading ${source}`, loadArchive(docker, createReadStream(source))).catch((error: unknown) => {
      throw new Failure(`${source} cannot be loaded as a docker save archive: ${textOf(error)}`);
    })
    : [source];
  const [first] = images;
  if (first === undefined) throw new Failure(`${source} has no image: make it with docker save --output ${source} <image>`);
  if (!existsSync(source) && !await imageId(docker, source)) {
    await withProgress(`pulling ${source}`, pullImage(docker, source)).catch((error: unknown) => {
      throw new Failure(`${source} is neither a file, nor an image of this machine, nor can it be pulled: ${textOf(error)}`);
    });
  }
  if (json) return printJson({ images });
  print(`The lab has ${images.join(', ')}.`);
}
