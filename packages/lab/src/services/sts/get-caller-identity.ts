import type { GetCallerIdentityResponse } from '@aws-sdk/client-sts';
import type { Operation } from '../../gateway/operation';
import type { StsDeps } from './deps';

/** Needs no permission, as on AWS. */
export const getCallerIdentity = ({ directory }: StsDeps): Operation<object, GetCallerIdentityResponse> => ({
  access: () => [],
  run: (_input, { principal, accountId }) => {
    const id = principal.kind === 'role' ? `${directory.roleByArn(principal.roleArn)?.id ?? 'AROAUNKNOWN'}:${principal.sessionName}` : accountId;
    return { UserId: id, Account: accountId, Arn: principal.arn };
  },
});
