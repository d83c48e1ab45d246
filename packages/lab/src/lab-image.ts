/** The one machine image of every lab: what its ECS-optimised image parameters name. */
export const LAB_IMAGE_ID = 'ami-0ec51ab0000000001';
export const LAB_IMAGE_NAME = 'al2023-ami-ecs-hvm-2023.0.20260101-kernel-6.1-x86_64';
/** Versions that the lab's agent and engine stand for. */
export const LAB_IMAGE_AGENT_VERSION = '1.98.0';
export const LAB_IMAGE_RUNTIME_VERSION = 'Docker version 25.0.8';
