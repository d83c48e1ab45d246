import type { CreatePolicyVersionRequest, CreatePolicyVersionResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../gateway/operation';
import type { IamDeps } from './deps';
import { AwsError } from '../../gateway/aws-error';
import { requirePolicy } from './documents';
import { policyAccess, requireOwnPolicy } from './policies';
import { versionView } from './versions';

export const createPolicyVersion = (deps: IamDeps): Operation<CreatePolicyVersionRequest, CreatePolicyVersionResponse> => ({
  access: policyAccess('CreatePolicyVersion'),
  run: ({ PolicyArn, PolicyDocument, SetAsDefault = false }) => {
    const policy = requireOwnPolicy(deps, PolicyArn);
    if (policy.versions.length >= 5) {
      throw new AwsError('LimitExceeded', 'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.', 409);
    }
    const now = deps.clock.now().toISOString();
    const lastVersion = policy.lastVersion + 1;
    const version = { id: `v${lastVersion}`, document: requirePolicy(PolicyDocument, 'identity'), createdAt: now };
    const defaultVersion = SetAsDefault ? version.id : policy.defaultVersion;
    const next = { ...policy, lastVersion, updatedAt: now, defaultVersion, versions: [version, ...policy.versions] };
    deps.directory.policies.put(policy.arn, next);
    return { PolicyVersion: versionView(next, version, false) };
  },
});
