import type { Authorizer } from '../../iam/authorizer';
import type { Directory } from '../../iam/directory';
import type { Lab } from '../../lab';

/** What IAM's operations need. */
export interface IamDeps extends Pick<Lab, 'clock' | 'accountId'> {
  readonly directory: Directory;
  readonly authorizer: Authorizer;
}
