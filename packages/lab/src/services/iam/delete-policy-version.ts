import type { DeletePolicyVersionRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../gateway/operation';
import type { IamDeps } from './deps';
import { deleteConflict, noSuchEntity } from './errors';
import { policyAccess, requireOwnPolicy } from './policies';

export const deletePolicyVersion = (deps: IamDeps): Operation<DeletePolicyVersionRequest, void> => ({
  access: policyAccess('DeletePolicyVersion'),
  run: ({ PolicyArn, VersionId }) => {
    const policy = requireOwnPolicy(deps, PolicyArn);
    if (!policy.versions.some(({ id }) => id === VersionId)) throw noSuchEntity(`Policy ${PolicyArn} version ${VersionId} does not exist or is not attachable.`);
    if (VersionId === policy.defaultVersion) throw deleteConflict('Cannot delete the default version of a policy.');
    deps.directory.policies.put(policy.arn, { ...policy, versions: policy.versions.filter(({ id }) => id !== VersionId) });
  },
});
