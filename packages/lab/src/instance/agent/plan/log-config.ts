import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import { RELAY_PORT } from '../relay/link-local';
import type { ContainerResources } from '../resources/task-resources';

export interface LogInput {
  readonly container: ContainerDefinition;
  readonly taskId: string;
  readonly region: string;
  /** Id of the execution role's credentials; absent without an execution role: the instance's role then writes the logs. */
  readonly executionCredentialsId?: string;
  /** Options whose values are secrets; absent where they are not to be told. */
  readonly resources?: Pick<ContainerResources, 'logOptions'>;
}

export interface LogConfig {
  readonly Type: string;
  readonly Config: Record<string, string>;
}

/** The engine's log driver; absent when the task definition names none, then the engine's own default holds. */
export function logConfig({ container, taskId, region, executionCredentialsId, resources }: LogInput): LogConfig | undefined {
  const { logDriver, options: given = {} } = container.logConfiguration ?? {};
  const options = { ...given, ...resources?.logOptions };
  if (logDriver === undefined) {
    return undefined;
  }
  const { 'awslogs-stream-prefix': prefix, ...rest } = options;
  const buffered: Record<string, string> = rest.mode === 'non-blocking' && rest['max-buffer-size'] === undefined ? { 'max-buffer-size': '10m' } : {};
  if (logDriver !== 'awslogs') {
    return { Type: logDriver, Config: { ...options, ...buffered } };
  }
  return {
    Type: logDriver,
    Config: {
      'awslogs-region': region,
      ...rest,
      ...buffered,
      ...prefix === undefined ? {} : { 'awslogs-stream': `${prefix}/${container.name ?? ''}/${taskId}` },
      // the engine's own driver writes to the lab: it runs beside the relay, whatever the network of the task
      'awslogs-endpoint': `http://127.0.0.1:${RELAY_PORT}`,
      ...executionCredentialsId === undefined ? {} : { 'awslogs-credentials-endpoint': `/v2/credentials/${executionCredentialsId}` },
    },
  };
}
