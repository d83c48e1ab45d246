import type { DeletePolicyRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../gateway/operation';
import type { IamDeps } from './deps';
import { deleteConflict } from './errors';
import { policyAccess, requireOwnPolicy } from './policies';

export const deletePolicy = (deps: IamDeps): Operation<DeletePolicyRequest, void> => ({
  access: policyAccess('DeletePolicy'),
  run: ({ PolicyArn }) => {
    const policy = requireOwnPolicy(deps, PolicyArn);
    if (deps.directory.roles.list().some(({ attached }) => attached.includes(policy.arn))) throw deleteConflict('Cannot delete a policy attached to entities.');
    if (policy.versions.length > 1) throw deleteConflict('This policy has more than one version. Before you delete a policy, you must delete the policy\'s versions. The default version is deleted with the policy.');
    deps.directory.policies.delete(policy.arn);
  },
});
