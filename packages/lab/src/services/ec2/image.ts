import { AwsError } from '../../gateway/aws-error';
import { MACHINE_ARCHITECTURE, MACHINE_IMAGES, type MachineImage } from '../../lab-image';
import { notFound } from './errors';

export function findImage(imageId: string): MachineImage {
  const image = MACHINE_IMAGES.find((each) => each.imageId === imageId);
  if (!image) throw notFound.image(imageId);
  return image;
}

/** Refuses an image whose programs this machine's processor cannot run. */
export function refuseForeign({ imageId, name, architecture }: MachineImage): void {
  if (architecture === MACHINE_ARCHITECTURE) return;
  throw new AwsError('UnsupportedOperation', `The image ${imageId} (${name}) is for ${architecture}, and this machine's processor is ${MACHINE_ARCHITECTURE}: `
    + `this lab starts ${MACHINE_ARCHITECTURE} instances only. Use EcsOptimizedImage.amazonLinux2023() with an ${MACHINE_ARCHITECTURE} instance type, `
    + `or run the lab on a machine with ${architecture}.`);
}
