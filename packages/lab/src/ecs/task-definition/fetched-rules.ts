import type { ContainerDefinition, RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs';
import { clientError } from '../errors';

/** Most environment files of a container. */
const MOST_FILES = 10;

/** What the agent fetches for a container: secrets need an execution role and names of their own, environment files are objects in S3. */
export function checkFetched(container: ContainerDefinition, { executionRoleArn }: Pick<RegisterTaskDefinitionRequest, 'executionRoleArn'>): void {
  const { name: containerName = '', secrets = [], environment = [], environmentFiles = [] } = container;
  const options = container.logConfiguration?.secretOptions ?? [];
  if (secrets.length + options.length > 0 && executionRoleArn === undefined) {
    throw clientError("When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.");
  }
  for (const { name = '', valueFrom = '' } of [...secrets, ...options]) {
    if (name === '' || valueFrom === '') {
      throw clientError(`A secret of container '${containerName}' has no ${name === '' ? 'name' : 'valueFrom'}; give both.`);
    }
  }
  const names = [...environment, ...secrets].map(({ name }) => name);
  const shared = secrets.find(({ name }) => names.filter((other) => other === name).length > 1);
  if (shared !== undefined) {
    throw clientError('The secret name must be unique and not shared with any new or existing environment variables set on the container, '
      + `such as '${shared.name ?? ''}'.`);
  }
  if (environmentFiles.length > MOST_FILES) {
    throw clientError(`Container '${containerName}' has ${environmentFiles.length} environment files; at most ${MOST_FILES} are allowed.`);
  }
  const wrong = environmentFiles.find(({ type, value = '' }) => type !== 's3' || !/^arn:aws[a-z-]*:s3:::[^/]+\/.+\.env$/.test(value));
  if (wrong !== undefined) {
    throw clientError(`The environment file '${wrong.value ?? ''}' of type '${wrong.type ?? ''}' of container '${containerName}' is not valid; `
      + "allowed is type s3 with the ARN of an object whose name ends in '.env'.");
  }
}
