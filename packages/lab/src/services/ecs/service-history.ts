import type { Access } from '../../gateway/operation';
import { invalidParameter } from '../../ecs/errors';
import type { ServiceHistory } from '../../ecs/service/history';
import { allow, resourceTags } from './access';
import type { Ecs } from './ecs';

/** Most ARNs in one call. */
const MOST = 20;

/** The service that a service deployment or service revision is of. */
export const serviceOf = (arn: string): string => arn.replace(/:service-(deployment|revision)\//, ':service/').replace(/\/[^/]+$/, '');

/** The history of the service that an ARN of a service deployment or service revision names. */
export function historyOf({ control }: Ecs, arn: string): ServiceHistory {
  return control.tables.serviceHistories.get(serviceOf(arn)) ?? { deployments: [], revisions: [] };
}

/** ARNs as asked for, checked. */
export function checkedArns(kind: 'service-deployment' | 'service-revision', arns: readonly string[]): readonly string[] {
  if (arns.length === 0 || arns.length > MOST) {
    throw invalidParameter(`There are ${arns.length} ARNs; allowed are 1 to ${MOST}.`);
  }
  const wrong = arns.find((arn) => !new RegExp(`^arn:aws:ecs:[^:]*:\\d*:${kind}/[^/]+/[^/]+/[^/]+$`).test(arn));
  if (wrong !== undefined) {
    throw invalidParameter(`'${wrong}' is not the ARN of a ${kind.replace('-', ' ')}.`);
  }
  return arns;
}

export const onServices = ({ control }: Ecs, action: string, arns: readonly string[]): readonly Access[] =>
  arns.map((arn) => allow(action, arn, resourceTags(control.tables.services.get(serviceOf(arn))?.tags)));
