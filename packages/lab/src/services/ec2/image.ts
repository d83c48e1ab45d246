import { LAB_IMAGE_ID, LAB_IMAGE_NAME } from '../../lab-image';

/** The one image that instances of the lab start from; its architecture is that of this machine. */
export const LAB_IMAGE = {
  imageId: LAB_IMAGE_ID,
  name: LAB_IMAGE_NAME,
  description: 'ecs-lab machine image: a Debian container with Docker and the lab\'s own ECS agent',
  architecture: process.arch === 'arm64' ? 'arm64' : 'x86_64',
  creationDate: '2026-01-01T00:00:00.000Z',
} as const;
