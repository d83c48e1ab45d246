import type { GetPolicyVersionRequest, GetPolicyVersionResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../gateway/operation';
import type { IamDeps } from './deps';
import { managedPolicy } from '../../iam/managed-policies';
import { encoded } from './documents';
import { noSuchEntity } from './errors';
import { policyAccess, requireOwnPolicy } from './policies';
import { versionView } from './versions';

export const getPolicyVersion = (deps: IamDeps): Operation<GetPolicyVersionRequest, GetPolicyVersionResponse> => ({
  access: policyAccess('GetPolicyVersion'),
  run: ({ PolicyArn = '', VersionId }) => {
    const aws = managedPolicy(PolicyArn);
    if (aws && VersionId === 'v1') return { PolicyVersion: { Document: encoded(JSON.stringify(aws.document)), VersionId, IsDefaultVersion: true } };
    const policy = requireOwnPolicy(deps, PolicyArn);
    const version = policy.versions.find(({ id }) => id === VersionId);
    if (!version) throw noSuchEntity(`Policy ${PolicyArn} version ${VersionId} does not exist or is not attachable.`);
    return { PolicyVersion: versionView(policy, version) };
  },
});
