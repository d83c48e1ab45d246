type Architecture = 'x86_64' | 'arm64';

/** A machine image that AWS's public parameters name. */
export interface MachineImage {
  readonly imageId: string;
  readonly name: string;
  readonly description: string;
  readonly architecture: Architecture;
  /** Its folders below `/aws/service/ecs/optimized-ami/`. */
  readonly families: readonly string[];
}

/** What this machine's processor runs, and so every instance of a lab on it. */
export const MACHINE_ARCHITECTURE: Architecture = process.arch === 'arm64' ? 'arm64' : 'x86_64';

/** The machine image that instances of every lab start from: what its plain ECS-optimised image parameters name. */
export const LAB_IMAGE_ID = 'ami-0ec51ab0000000001';
export const LAB_IMAGE_NAME = 'al2023-ami-ecs-hvm-2023.0.20260101-kernel-6.1-x86_64';
/** Versions that the lab's agent and engine stand for. */
export const LAB_IMAGE_AGENT_VERSION = '1.98.0';
export const LAB_IMAGE_RUNTIME_VERSION = 'Docker version 25.0.8';

const ARM_FAMILIES = ['amazon-linux-2023/arm64', 'amazon-linux-2/arm64'];

/**
 * Every image that there is. All start the same machine; those for arm64 can be started on an arm64 machine only, and what those for GPUs
 * and Neuron devices are made for is not there: the instance types with such devices are refused.
 */
export const MACHINE_IMAGES: readonly MachineImage[] = [
  {
    imageId: LAB_IMAGE_ID, name: LAB_IMAGE_NAME, architecture: MACHINE_ARCHITECTURE,
    description: 'ecs-lab machine image: a Debian container with Docker and the lab\'s own ECS agent',
    families: ['amazon-linux-2023', 'amazon-linux-2', ...MACHINE_ARCHITECTURE === 'arm64' ? ARM_FAMILIES : []],
  },
  ...MACHINE_ARCHITECTURE === 'arm64' ? [] : [{
    imageId: 'ami-0ec51ab0000000002', name: 'al2023-ami-ecs-hvm-2023.0.20260101-kernel-6.1-arm64', architecture: 'arm64' as const,
    description: 'ecs-lab machine image for arm64, which cannot be started on this machine', families: ARM_FAMILIES,
  }],
  {
    imageId: 'ami-0ec51ab0000000003', name: 'al2023-ami-ecs-gpu-hvm-2023.0.20260101-kernel-6.1-x86_64', architecture: 'x86_64',
    description: 'ecs-lab machine image, without GPU drivers', families: ['amazon-linux-2023/gpu', 'amazon-linux-2/gpu'],
  },
  {
    imageId: 'ami-0ec51ab0000000004', name: 'al2023-ami-ecs-neuron-hvm-2023.0.20260101-kernel-6.1-x86_64', architecture: 'x86_64',
    description: 'ecs-lab machine image, without Neuron drivers', families: ['amazon-linux-2023/neuron', 'amazon-linux-2/inf'],
  },
];
