import type { GetSessionTokenRequest, GetSessionTokenResponse } from '@aws-sdk/client-sts';
import { AwsError } from '../../gateway/aws-error';
import type { Operation } from '../../gateway/operation';
import type { StsDeps } from './deps';
import { requireSeconds } from './duration';

/** Temporary keys of the account itself; default and longest as on AWS for root: one hour. */
export const getSessionToken = ({ credentials }: StsDeps): Operation<GetSessionTokenRequest, GetSessionTokenResponse> => ({
  access: () => [],
  run: ({ DurationSeconds = 3_600 }, { principal }) => {
    if (principal.kind === 'role') throw new AwsError('AccessDenied', 'Cannot call GetSessionToken with session credentials', 403);
    return { Credentials: credentials.issue(principal, Math.min(3_600, requireSeconds(DurationSeconds, 129_600))) };
  },
});
