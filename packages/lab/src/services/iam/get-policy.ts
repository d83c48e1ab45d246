import type { GetPolicyRequest, GetPolicyResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../gateway/operation';
import type { IamDeps } from './deps';
import { managedPolicy } from '../../iam/managed-policies';
import { noSuchEntity } from './errors';
import { policyAccess } from './policies';
import { policyView } from './views';

export const getPolicy = (deps: IamDeps): Operation<GetPolicyRequest, GetPolicyResponse> => ({
  access: policyAccess('GetPolicy'),
  run: ({ PolicyArn = '' }) => {
    const own = deps.directory.policies.get(PolicyArn);
    if (own) return { Policy: policyView(own, deps.directory) };
    const aws = managedPolicy(PolicyArn);
    if (!aws) throw noSuchEntity(`Policy ${PolicyArn} was not found.`);
    return {
      Policy: {
        PolicyName: aws.name, Arn: PolicyArn, Path: aws.path, DefaultVersionId: 'v1', IsAttachable: true,
        AttachmentCount: deps.directory.roles.list().filter(({ attached }) => attached.includes(PolicyArn)).length,
      },
    };
  },
});
