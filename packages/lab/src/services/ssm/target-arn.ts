import type { Call } from '../../gateway/operation';
import { readTarget } from '../../session/target/find-container';

/** What a policy names for the target of a session: a task or an instance. */
export function targetArn(target: string, { region, accountId }: Pick<Call, 'region' | 'accountId'>): string {
  const container = readTarget(target);
  return container === undefined
    ? `arn:aws:ec2:${region}:${accountId}:instance/${target}`
    : `arn:aws:ecs:${region}:${accountId}:task/${container.cluster}/${container.task}`;
}
