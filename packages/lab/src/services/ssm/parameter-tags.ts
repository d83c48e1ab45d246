import { AwsError } from '../../gateway/aws-error';
import type { Access } from '../../gateway/operation';
import { onParameter, type ParameterDeps, type ParameterRecord } from './parameters';

interface Tagged {
  readonly ResourceType?: string;
  readonly ResourceId?: string;
}

/** The parameter that a tag operation names; this lab tags no other resource of Systems Manager. */
export function requireTagged({ parameters }: ParameterDeps, { ResourceType, ResourceId = '' }: Tagged): ParameterRecord {
  if (ResourceType !== 'Parameter') throw new AwsError('InvalidResourceType', `The resource type ${ResourceType} is not valid: this lab tags Parameter only.`);
  const record = parameters.get(ResourceId);
  if (!record) throw new AwsError('InvalidResourceId', `The resource ID ${ResourceId} is not valid. Verify that you entered the correct ID and try again.`);
  return record;
}

export function taggedAccess(deps: ParameterDeps, action: string): (input: Tagged) => readonly Access[] {
  return ({ ResourceId }) => [onParameter(deps, action, ResourceId)];
}
