import type { CreatePolicyRequest, CreatePolicyResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../gateway/operation';
import type { IamDeps } from './deps';
import type { PolicyRecord } from '../../iam/directory';
import { requirePolicy } from './documents';
import { alreadyExists, requireName, requirePath } from './errors';
import { uniqueId } from './ids';
import { policyView, withTags } from './views';

export const createPolicy = (deps: IamDeps): Operation<CreatePolicyRequest, CreatePolicyResponse> => ({
  access: ({ PolicyName, Path = '/' }) => [{ action: 'iam:CreatePolicy', resource: `arn:aws:iam::${deps.accountId}:policy${Path}${PolicyName}` }],
  run: ({ PolicyName, Path, PolicyDocument, Description, Tags }) => {
    const name = requireName(PolicyName, 'policyName', 128);
    const path = requirePath(Path);
    const arn = `arn:aws:iam::${deps.accountId}:policy${path}${name}`;
    if (deps.directory.policies.list().some((policy) => policy.name === name)) throw alreadyExists(`A policy called ${name} already exists. Duplicate names are not allowed.`);
    const now = deps.clock.now().toISOString();
    const policy: PolicyRecord = {
      name, path, arn, id: uniqueId('ANPA'), createdAt: now, updatedAt: now, tags: withTags([], Tags), defaultVersion: 'v1', lastVersion: 1,
      ...(Description !== undefined && { description: Description }),
      versions: [{ id: 'v1', document: requirePolicy(PolicyDocument, 'identity'), createdAt: now }],
    };
    deps.directory.policies.put(arn, policy);
    return { Policy: policyView(policy, deps.directory) };
  },
});
