import type { Authorizer } from '../../iam/authorizer';
import type { Credentials } from '../../iam/credentials';
import type { Directory } from '../../iam/directory';

export interface StsDeps {
  readonly directory: Directory;
  readonly authorizer: Authorizer;
  readonly credentials: Credentials;
}
