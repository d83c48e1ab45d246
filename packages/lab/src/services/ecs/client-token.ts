import type { Failure, RunTaskRequest, RunTaskResponse } from '@aws-sdk/client-ecs';
import { invalidParameter } from '../../ecs/errors';
import type { TaskRecord } from '../../ecs/records';
import { taskView } from '../../ecs/task/view';
import { AwsError } from '../../gateway/aws-error';
import type { Ecs } from './ecs';

/** How long a token is remembered, in milliseconds. */
const KEPT = 24 * 60 * 60_000;

/** The answer to a request that has been made before with the same token; the same token with another request is a conflict. */
export function knownToken({ control }: Ecs, { clientToken, ...request }: RunTaskRequest): RunTaskResponse | undefined {
  if (clientToken === undefined) {
    return undefined;
  }
  if (clientToken.length === 0 || clientToken.length > 64) {
    throw invalidParameter(`clientToken has ${clientToken.length} characters; allowed are 1 to 64.`);
  }
  const known = control.tables.clientTokens.get(clientToken);
  if (known === undefined || known.createdAt + KEPT < control.now()) {
    return undefined;
  }
  if (known.request !== canonical(request)) {
    throw new AwsError('ConflictException', 'The RunTask request could not be processed due to conflicts. The provided clientToken is already '
      + 'in use with a different RunTask request. The resourceIds are the existing task ARNs which are already associated with the clientToken.',
    400, { resourceIds: known.taskArns });
  }
  const tasks = known.taskArns.flatMap((arn) => control.book.get(arn) ?? []);
  return { tasks: tasks.map((task) => taskView(task)), failures: known.failures.map((failure) => ({ ...failure })) };
}

export function rememberToken(
  { control }: Ecs, { clientToken, ...request }: RunTaskRequest, tasks: readonly TaskRecord[], failures: readonly Failure[],
): void {
  if (clientToken !== undefined) {
    control.tables.clientTokens.put(clientToken, {
      request: canonical(request), taskArns: tasks.map(({ taskArn }) => taskArn), failures, createdAt: control.now() });
  }
}

function canonical(request: object): string {
  return JSON.stringify(Object.fromEntries(Object.entries(request).sort(([left], [right]) => left < right ? -1 : 1)));
}
