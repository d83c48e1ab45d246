import type { Tag } from '@aws-sdk/client-ecs';
import type { Access } from '../../gateway/operation';
import type { Principal } from '../../iam/principal';
import type { Ecs } from './ecs';
import { lookUpTaskDefinition } from './find';

/** One permission on one resource. */
export function allow(action: string, resource: string, context: Access['context'] = {}): Access {
  return { action: `ecs:${action}`, resource, context };
}

/** A permission on a cluster. */
export function onCluster({ control }: Ecs, action: string, cluster: string | undefined): readonly Access[] {
  const arn = control.arns.cluster(cluster);
  return [allow(action, arn, resourceTags(control.tables.clusters.get(arn)?.tags))];
}

/** The condition key that says which cluster something is in. */
export function inCluster({ control }: Ecs, cluster: string | undefined): Record<string, string> {
  return { 'ecs:cluster': control.arns.cluster(cluster) };
}

/** The tags of a resource as condition keys. */
export function resourceTags(tags: readonly Tag[] = []): Record<string, string> {
  return Object.fromEntries(tags.flatMap(({ key = '', value = '' }) => [[`aws:ResourceTag/${key}`, value], [`ecs:ResourceTag/${key}`, value]]));
}

/** The tags that a request brings, and the permission to set them while creating: on what is made, where that is not what is acted upon. */
export function withTags(action: string, access: Access, tags: readonly Tag[] = [], made: string = access.resource): readonly Access[] {
  if (tags.length === 0) {
    return [access];
  }
  const requested = {
    ...Object.fromEntries(tags.map(({ key = '', value = '' }) => [`aws:RequestTag/${key}`, value])),
    'aws:TagKeys': tags.map(({ key = '' }) => key),
  };
  const both = { ...access, context: { ...access.context, ...requested } };
  return [both, { action: 'ecs:TagResource', resource: made, context: { ...both.context, 'ecs:CreateAction': action } }];
}

/** Passing roles to tasks. */
export function passRoles(roles: readonly (string | undefined)[]): readonly Access[] {
  return [...new Set(roles)].filter((role) => role !== undefined)
    .map((resource) => ({ action: 'iam:PassRole', resource, context: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } }));
}

/** The task definition of a request as a resource, with the roles that its tasks get. */
export function taskDefinitionUse(
  ecs: Ecs, text: string | undefined, overrides: { readonly taskRoleArn?: string; readonly executionRoleArn?: string } = {},
  principal?: Principal,
): { readonly arn: string; readonly roles: readonly Access[]; readonly tags: readonly Tag[] } {
  const found = lookUpTaskDefinition(ecs, text);
  // inferred: the role that aws-cdk-lib makes for a scheduled task on EC2 may pass the execution role alone; the user guide asks for both
  const ownTaskRole = principal?.kind === 'role' && principal.invokedBy === 'events.amazonaws.com' ? undefined : found?.taskRoleArn;
  const [family = '', revision = '*'] = (text ?? '').replace(/^arn:[^/]+\//, '').split(':');
  return {
    arn: found?.taskDefinitionArn ?? ecs.control.arns.taskDefinition(family, revision),
    roles: passRoles([overrides.taskRoleArn ?? ownTaskRole, overrides.executionRoleArn ?? found?.executionRoleArn]),
    tags: found?.tags ?? [],
  };
}
