import type { Compatibility, NetworkMode, RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs';
import { clientError } from '../errors';

const KNOWN: readonly Compatibility[] = ['EC2', 'FARGATE', 'EXTERNAL', 'MANAGED_INSTANCES'];

/** Where the definition could run. Throws where that is not where it is required to. */
export function compatibilitiesOf(input: RegisterTaskDefinitionRequest, mode: NetworkMode): Compatibility[] {
  const required = input.requiresCompatibilities ?? [];
  const unknown = required.find((one) => !KNOWN.includes(one));
  if (unknown !== undefined) {
    throw clientError(`The compatibility '${unknown}' is not valid; allowed are ${KNOWN.join(', ')}.`);
  }
  if (required.includes('FARGATE') && mode !== 'awsvpc') {
    throw clientError('Fargate only supports network mode ‘awsvpc’.');
  }
  if (required.includes('FARGATE') && (input.cpu === undefined || input.memory === undefined)) {
    throw clientError(`Invalid '${input.cpu === undefined ? 'cpu' : 'memory'}' setting for task. `
      + 'For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.');
  }
  if (required.includes('EXTERNAL') && mode === 'awsvpc') {
    throw clientError('The network mode awsvpc is not supported by the EXTERNAL compatibility; allowed there are bridge, host and none.');
  }
  if (mode !== 'awsvpc') {
    return ['EXTERNAL', 'EC2'];
  }
  return input.cpu !== undefined && input.memory !== undefined ? ['EC2', 'FARGATE'] : ['EC2'];
}
