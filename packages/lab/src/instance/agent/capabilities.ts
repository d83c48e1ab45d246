import type { Attribute } from '@aws-sdk/client-ecs';
import type { InstanceSpec } from '../fleet';
import type { AgentSettings } from './settings';

const COM = 'com.amazonaws.ecs.capability';
const ECS = 'ecs.capability';
const REMOTE_API_VERSIONS = [17, 18, 19, 20, 21, 22, 23, 24, 25, 28, 29, 30, 32];

/** What is known of the instance's machine and engine. */
export interface EngineFacts {
  /** As the engine names it: `amd64`, `arm64`. */
  readonly architecture: string;
  /** Whether a task's own cgroup can be made there. */
  readonly taskCgroups: boolean;
}

/** What a container instance can do, and the built-in attributes that placement can ask for. */
export function instanceAttributes(spec: InstanceSpec, settings: AgentSettings, engine: EngineFacts): Attribute[] {
  const capabilities = [
    `${COM}.privileged-container`,
    `${COM}.ecr-auth`,
    ...REMOTE_API_VERSIONS.map((minor) => `${COM}.docker-remote-api.1.${minor}`),
    ...settings.loggingDrivers.map((driver) => `${COM}.logging-driver.${driver}`),
    ...settings.taskRoles ? [`${COM}.task-iam-role`] : [],
    ...settings.taskRoles && settings.taskRolesInHostMode ? [`${COM}.task-iam-role-network-host`] : [],
    ...engine.taskCgroups ? [`${ECS}.task-cpu-mem-limit`] : [],
    `${ECS}.docker-plugin.local`,
    `${ECS}.execution-role-awslogs`,
    `${ECS}.execution-role-ecr-pull`,
    `${ECS}.container-health-check`,
    `${ECS}.container-ordering`,
    `${ECS}.pid-ipc-namespace-sharing`,
    `${ECS}.execute-command`,
    `${ECS}.secrets.ssm.environment-variables`,
    `${ECS}.secrets.asm.environment-variables`,
    `${ECS}.secrets.ssm.bootstrap.log-driver`,
    `${ECS}.secrets.asm.bootstrap.log-driver`,
    `${ECS}.env-files.s3`,
    `${ECS}.container-restart-policy`,
    `${ECS}.network.container-port-range`,
    `${ECS}.task-eni`,
    `${ECS}.full-sync`,
  ];
  const builtIn: Readonly<Record<string, string>> = {
    'ecs.ami-id': spec.imageId,
    'ecs.availability-zone': spec.availabilityZone,
    'ecs.cpu-architecture': engine.architecture === 'arm64' ? 'arm64' : 'x86_64',
    'ecs.instance-type': spec.instanceType,
    'ecs.os-family': 'LINUX',
    'ecs.os-type': 'linux',
    'ecs.subnet-id': spec.subnetId,
    'ecs.vpc-id': spec.vpcId,
  };
  return [
    ...capabilities.map((name): Attribute => ({ name })),
    ...Object.entries({ ...builtIn, ...settings.attributes }).map(([name, value]): Attribute => ({ name, value })),
  ];
}
