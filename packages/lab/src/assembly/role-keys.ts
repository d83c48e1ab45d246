import type { RoleKeyIssuer } from '../instance/agent/metadata/role-credentials';
import type { Credentials } from '../iam/credentials';
import type { Directory } from '../iam/directory';
import { rolePrincipal } from '../iam/principals';

/** Keys of instance, task and execution roles last this long, in seconds, as those of the ECS agent do. */
const VALIDITY = 6 * 60 * 60;

/** Gives agents the keys of roles; rejects for a role that is not there. */
export function roleKeys(credentials: Credentials, directory: Directory): RoleKeyIssuer {
  return {
    issue(roleArn, sessionName) {
      if (!directory.roleByArn(roleArn)) throw new Error(`there is no role ${roleArn}`);
      return credentials.issue(rolePrincipal(roleArn, sessionName.slice(0, 64)), VALIDITY);
    },
  };
}
