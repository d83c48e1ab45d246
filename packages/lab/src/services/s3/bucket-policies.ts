import type { Access, AnyOperation, Operation } from '../../gateway/operation';
import { parsePolicy } from '../../iam/policy';
import type { S3Deps } from './deps';
import { settingOf } from './settings';

type Operations = Readonly<Record<string, AnyOperation>>;

/** The operations, each permitted by the caller's policies or by the one of the bucket that it touches. */
export function underBucketPolicies({ buckets }: S3Deps, operations: Operations): Operations {
  const withPolicy = (access: Access): Access => {
    const [, name = ''] = /^arn:aws:s3:::([^/]+)/.exec(access.resource) ?? [];
    const bucket = buckets.table.get(name);
    const policy = bucket && settingOf<string>(bucket, 'policy');
    return policy === undefined ? access : { ...access, resourcePolicy: parsePolicy(policy, 'resource') };
  };
  return Object.fromEntries(Object.entries(operations).map(([name, operation]) => {
    const { access } = operation as Operation<object, unknown>;
    if (!access) return [name, operation];
    const permitted: Operation<object, unknown>['access'] = (input, call) => access(input, call).map(withPolicy);
    return [name, { ...operation, access: permitted } satisfies Operation<never, unknown>];
  }));
}
