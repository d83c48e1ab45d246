import type { Attribute } from '@aws-sdk/client-ecs';
import { invalidParameter } from '../../ecs/errors';
import { AwsError } from '../../gateway/aws-error';
import type { ContainerInstanceRecord } from '../../ecs/records';
import type { Ecs } from './ecs';
import { findCluster } from './find';

export const ATTRIBUTES = [{ name: 'string', value: 'string', targetType: 'string', targetId: 'string' }] as const;

/** The instance that an attribute is to be set on or taken from. */
export function attributeTarget(ecs: Ecs, cluster: string | undefined, { targetType = 'container-instance', targetId = '' }: Attribute): ContainerInstanceRecord {
  const { clusterArn } = findCluster(ecs, cluster);
  if (targetType !== 'container-instance') {
    throw invalidParameter(`targetType is '${String(targetType)}'; allowed is container-instance.`);
  }
  const found = ecs.control.book.instance(ecs.control.arns.containerInstance(cluster, targetId));
  if (found?.clusterArn !== clusterArn || found.status === 'INACTIVE') {
    throw new AwsError('TargetNotFoundException', `The specified target ${targetId} was not found.`);
  }
  return found;
}

/** Attributes of the names that ECS keeps for itself cannot be changed. */
export function checkedAttributes(attributes: readonly Attribute[] = []): readonly Attribute[] {
  if (attributes.length === 0 || attributes.length > 10) {
    throw invalidParameter(`There are ${attributes.length} attributes; allowed are 1 to 10.`);
  }
  const wrong = attributes.find(({ name = '' }) => !/^[A-Za-z0-9_.\\/-]{1,128}$/.test(name) || /^(com\.amazonaws\.)?ecs\./.test(name));
  if (wrong !== undefined) {
    throw invalidParameter(`The attribute name '${wrong.name ?? ''}' is not valid; up to 128 letters, digits, hyphens, underscores, slashes and periods `
      + 'are allowed, not beginning with ecs. or com.amazonaws.ecs.');
  }
  return attributes;
}
