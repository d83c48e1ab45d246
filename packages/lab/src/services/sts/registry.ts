import type { Service } from '../../gateway/operation';
import { assumeRole } from './assume-role';
import type { StsDeps } from './deps';
import { getCallerIdentity } from './get-caller-identity';
import { getSessionToken } from './get-session-token';

/** AWS Security Token Service. */
export function stsService(deps: StsDeps): Service {
  return {
    name: 'sts',
    protocol: { kind: 'aws-query', apiVersion: '2011-06-15', namespace: 'https://sts.amazonaws.com/doc/2011-06-15/' },
    operations: { AssumeRole: assumeRole(deps), GetCallerIdentity: getCallerIdentity(deps), GetSessionToken: getSessionToken(deps) },
  };
}
