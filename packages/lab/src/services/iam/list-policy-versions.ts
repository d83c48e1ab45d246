import type { ListPolicyVersionsRequest, ListPolicyVersionsResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../gateway/operation';
import type { IamDeps } from './deps';
import { iamPage } from './page';
import { managedPolicy } from '../../iam/managed-policies';
import { policyAccess, requireOwnPolicy } from './policies';
import { versionView } from './versions';

export const listPolicyVersions = (deps: IamDeps): Operation<ListPolicyVersionsRequest, ListPolicyVersionsResponse> => ({
  access: policyAccess('ListPolicyVersions'),
  run: ({ PolicyArn = '', ...asked }) => {
    if (managedPolicy(PolicyArn)) return { Versions: [{ VersionId: 'v1', IsDefaultVersion: true }], IsTruncated: false };
    const policy = requireOwnPolicy(deps, PolicyArn);
    const { items, shown } = iamPage(policy.versions, asked);
    return { Versions: items.map((version) => versionView(policy, version, false)), ...shown };
  },
});
