import type { Attribute, NetworkMode, RegisterTaskDefinitionRequest, Secret } from '@aws-sdk/client-ecs';

const DOCKER_API = 'com.amazonaws.ecs.capability.docker-remote-api.';
const ECR_IMAGE = /^\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com/;

/** What an instance must be capable of to run the task. The field-to-attribute table is not published: taken from real replies. */
export function requiredAttributes(input: RegisterTaskDefinitionRequest, mode: NetworkMode): Attribute[] {
  const names = new Set<string>();
  for (const [needed, ...attributes] of needs(input, mode)) {
    for (const attribute of needed ? attributes : []) {
      names.add(attribute);
    }
  }
  for (const { logDriver } of (input.containerDefinitions ?? []).flatMap(({ logConfiguration }) => logConfiguration ?? [])) {
    names.add(`com.amazonaws.ecs.capability.logging-driver.${logDriver ?? ''}`);
  }
  for (const { dockerVolumeConfiguration } of input.volumes ?? []) {
    if (dockerVolumeConfiguration !== undefined) {
      names.add(`ecs.capability.docker-plugin.${dockerVolumeConfiguration.driver ?? 'local'}`);
    }
  }
  return [...names].map((name) => ({ name }));
}

type Need = readonly [needed: boolean, ...attributes: string[]];

function needs(input: RegisterTaskDefinitionRequest, mode: NetworkMode): readonly Need[] {
  const containers = input.containerDefinitions ?? [];
  const any = (test: (container: (typeof containers)[number]) => boolean) => containers.some(test);
  const logs = (driver: string) => any(({ logConfiguration }) => logConfiguration?.logDriver === driver);
  const secrets = containers.flatMap((container) => container.secrets ?? []);
  const logSecrets = containers.flatMap(({ logConfiguration }) => logConfiguration?.secretOptions ?? []);
  const isAsm = ({ valueFrom = '' }: Secret) => valueFrom.includes(':secretsmanager:');
  const ecr = any(({ image = '' }) => ECR_IMAGE.test(image));
  const [taskRole, executionRole] = [input.taskRoleArn !== undefined, input.executionRoleArn !== undefined];
  return [
    [any(({ logConfiguration }) => logConfiguration !== undefined), `${DOCKER_API}1.18`],
    [logs('awslogs'), `${DOCKER_API}1.19`],
    [logs('awslogs') && executionRole, 'ecs.capability.execution-role-awslogs'],
    [ecr, 'com.amazonaws.ecs.capability.ecr-auth', `${DOCKER_API}1.19`],
    [ecr && executionRole, 'ecs.capability.execution-role-ecr-pull'],
    [taskRole, 'com.amazonaws.ecs.capability.task-iam-role', `${DOCKER_API}1.18`],
    [taskRole && mode === 'host', 'com.amazonaws.ecs.capability.task-iam-role-network-host'],
    [mode === 'awsvpc', 'ecs.capability.task-eni', `${DOCKER_API}1.18`],
    [any(({ linuxParameters }) => linuxParameters?.initProcessEnabled === true), `${DOCKER_API}1.25`],
    [any(({ healthCheck }) => healthCheck !== undefined), 'ecs.capability.container-health-check', `${DOCKER_API}1.29`],
    [any(({ dependsOn = [] }) => dependsOn.length > 0), 'ecs.capability.container-ordering'],
    [any(({ privileged }) => privileged === true), 'com.amazonaws.ecs.capability.privileged-container'],
    [any(({ restartPolicy }) => restartPolicy?.enabled === true), 'ecs.capability.container-restart-policy'],
    [any(({ environmentFiles = [] }) => environmentFiles.length > 0), 'ecs.capability.env-files.s3'],
    [any(({ portMappings = [] }) => portMappings.some(({ containerPortRange }) => containerPortRange !== undefined)),
      'ecs.capability.network.container-port-range'],
    [secrets.some((secret) => !isAsm(secret)), 'ecs.capability.secrets.ssm.environment-variables'],
    [secrets.some(isAsm), 'ecs.capability.secrets.asm.environment-variables'],
    [logSecrets.some((secret) => !isAsm(secret)), 'ecs.capability.secrets.ssm.bootstrap.log-driver'],
    [logSecrets.some(isAsm), 'ecs.capability.secrets.asm.bootstrap.log-driver'],
    [input.pidMode !== undefined || input.ipcMode !== undefined, 'ecs.capability.pid-ipc-namespace-sharing'],
    [(input.volumes ?? []).some(({ dockerVolumeConfiguration }) => dockerVolumeConfiguration !== undefined), `${DOCKER_API}1.25`],
    [(input.volumes ?? []).some(({ efsVolumeConfiguration }) => efsVolumeConfiguration !== undefined), 'ecs.capability.efs'],
    [input.proxyConfiguration !== undefined, 'ecs.capability.aws-appmesh'],
  ];
}
