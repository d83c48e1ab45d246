import type { ContainerDefinition, NetworkMode, RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs';
import { clientError } from '../errors';
import { checkTaskDefinitionConstraints } from '../placement/constraints';
import type { TaskDefinitionRecord } from '../records';
import { compatibilitiesOf } from './compatibility';
import { checkContainers } from './container-rules';
import { checkHostPorts, normalisePortMappings } from './port-mappings';
import { requiredAttributes } from './requires-attributes';
import { checkContainerSizes, normaliseCpu, normaliseMemory } from './sizes';

/** What a registration is before it has a number. */
export type Registration = Omit<TaskDefinitionRecord, 'taskDefinitionArn' | 'revision' | 'registeredAt' | 'registeredBy'>;

const NETWORK_MODES: readonly NetworkMode[] = ['bridge', 'host', 'awsvpc', 'none'];

/** Applies every rule of RegisterTaskDefinition; throws ClientException at the first that is broken. */
export function registration(input: RegisterTaskDefinitionRequest, accountId: string): Registration {
  const { family, networkMode, pidMode, ipcMode, tags = [], volumes = [], placementConstraints = [], ...given } = input;
  if (family === undefined || !/^[A-Za-z0-9_-]{1,255}$/.test(family)) {
    throw clientError(`The family '${family ?? ''}' is not valid; up to 255 letters, digits, hyphens and underscores are allowed.`);
  }
  oneOf('networkMode', networkMode, NETWORK_MODES);
  oneOf('pidMode', pidMode, ['host', 'task']);
  oneOf('ipcMode', ipcMode, ['host', 'task', 'none']);
  const mode = networkMode ?? 'bridge';
  const cpu = normaliseCpu(input.cpu);
  const memory = normaliseMemory(input.memory);
  checkContainers(input, mode);
  checkVolumes(input);
  checkTaskDefinitionConstraints(placementConstraints);
  const containers = (input.containerDefinitions ?? []).map((container) => normaliseContainer(container, mode));
  checkHostPorts(containers, mode);
  checkContainerSizes(containers, cpu, memory);
  return {
    ...given,
    cpu,
    memory,
    family,
    networkMode,
    pidMode,
    ipcMode,
    taskRoleArn: role(input.taskRoleArn, accountId),
    executionRoleArn: role(input.executionRoleArn, accountId),
    containerDefinitions: containers,
    volumes: [...volumes],
    placementConstraints: [...placementConstraints],
    status: 'ACTIVE',
    compatibilities: compatibilitiesOf(input, mode),
    requiresAttributes: requiredAttributes(input, mode),
    tags,
  };
}

function normaliseContainer(container: ContainerDefinition, mode: NetworkMode): ContainerDefinition & { name: string; image: string } {
  const { healthCheck } = container;
  return {
    ...container,
    name: container.name ?? '',
    image: container.image ?? '',
    cpu: container.cpu ?? 0,
    portMappings: normalisePortMappings(container, mode),
    essential: container.essential ?? true,
    environment: container.environment ?? [],
    mountPoints: container.mountPoints ?? [],
    volumesFrom: container.volumesFrom ?? [],
    systemControls: container.systemControls ?? [],
    ...(healthCheck === undefined ? {} : { healthCheck: { interval: 30, timeout: 5, retries: 3, ...healthCheck } }),
  };
}

function checkVolumes({ volumes = [] }: RegisterTaskDefinitionRequest): void {
  const names = volumes.map(({ name }) => name ?? '');
  const wrong = names.find((name, index) => !/^[A-Za-z0-9_-]{1,255}$/.test(name) || names.indexOf(name) !== index);
  if (wrong !== undefined) {
    throw clientError(`The volume name '${wrong}' is not valid or used twice; up to 255 letters, digits, hyphens and underscores are allowed.`);
  }
}

/** A role's short name becomes its ARN. */
function role(nameOrArn: string | undefined, accountId: string): string | undefined {
  if (nameOrArn === undefined || /^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/.test(nameOrArn)) {
    return nameOrArn;
  }
  if (!/^[\w+=,.@-]{1,64}$/.test(nameOrArn)) {
    throw clientError('Role is not valid');
  }
  return `arn:aws:iam::${accountId}:role/${nameOrArn}`;
}

function oneOf(name: string, value: string | undefined, allowed: readonly string[]): void {
  if (value !== undefined && !allowed.includes(value)) {
    throw clientError(`The ${name} '${value}' is not valid; allowed are ${allowed.join(', ')}.`);
  }
}
