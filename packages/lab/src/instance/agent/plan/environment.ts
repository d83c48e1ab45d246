import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import { TASK_ENDPOINT } from '../relay/link-local';
import type { ContainerResources } from '../resources/task-resources';

export interface EnvironmentInput {
  /** As the task definition and the overrides give it. */
  readonly container: ContainerDefinition;
  readonly region: string;
  /** Id of this container at the metadata endpoint. */
  readonly endpointId: string;
  /** Id of the task role's credentials; absent without a task role. */
  readonly credentialsId?: string;
  /** `NAME=value` lines of the image. */
  readonly imageEnvironment: readonly string[];
  /** Absent where nothing had to be fetched. */
  readonly resources?: ContainerResources;
}

/** The container's environment; later ones win: its environment files, the task definition's, what the agent adds, its secrets. */
export function containerEnvironment({ container, region, endpointId, credentialsId, imageEnvironment, resources }: EnvironmentInput): string[] {
  const environment = new Map<string, string>(Object.entries(resources?.variables ?? {}));
  for (const { name, value } of container.environment ?? []) {
    if (name !== undefined) {
      environment.set(name, value ?? '');
    }
  }
  const regionIsSet = ['AWS_REGION', 'AWS_DEFAULT_REGION']
    .some((name) => environment.has(name) || imageEnvironment.some((line) => line.startsWith(`${name}=`)));
  const endpoint = `http://${TASK_ENDPOINT}`;
  const added: Record<string, string> = {
    ECS_CONTAINER_METADATA_URI: `${endpoint}/v3/${endpointId}`,
    ECS_CONTAINER_METADATA_URI_V4: `${endpoint}/v4/${endpointId}`,
    ECS_AGENT_URI: `${endpoint}/api/${endpointId}`,
    AWS_EXECUTION_ENV: 'AWS_ECS_EC2',
    ...credentialsId === undefined ? {} : { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: `/v2/credentials/${credentialsId}` },
    ...regionIsSet ? {} : { AWS_REGION: region, AWS_DEFAULT_REGION: region },
  };
  Object.entries({ ...added, ...resources?.secrets }).forEach(([name, value]) => environment.set(name, value));
  return [...environment].map(([name, value]) => `${name}=${value}`);
}
