import type { AssumeRoleRequest, AssumeRoleResponse } from '@aws-sdk/client-sts';
import { AwsError } from '../../gateway/aws-error';
import type { Operation } from '../../gateway/operation';
import { parsePolicy, type Context } from '../../iam/policy';
import type { Principal } from '../../iam/principal';
import { isTrusted, rolePrincipal } from '../../iam/principals';
import { trustOf } from '../../iam/trust';
import { type Refusal, refusalText, refuseOthers } from '../support/accepting';
import type { StsDeps } from './deps';
import { requireSeconds } from './duration';

const ACTION = 'sts:AssumeRole';
const ACCEPTED = ['RoleArn', 'RoleSessionName', 'DurationSeconds', 'ExternalId'];
const unsupported: Refusal = (where, member) => new AwsError('ValidationError', refusalText(where, member, ACCEPTED));

/** Keys for a role whose trust policy lets the caller in. Unlike on AWS, the account's root may take a role too. */
export const assumeRole = (deps: StsDeps): Operation<AssumeRoleRequest, AssumeRoleResponse> => ({
  // judged below: the trust policy has its say first
  access: () => [],
  run: ({ RoleArn, RoleSessionName, DurationSeconds, ExternalId, Policy, PolicyArns, Tags, ...others }, { principal }) => {
    refuseOthers('AssumeRole', others, [], unsupported);
    if (Policy !== undefined || PolicyArns !== undefined) throw new AwsError('ValidationError', 'this lab does not evaluate session policies: leave Policy and PolicyArns out here, and test them on AWS');
    if (Tags !== undefined) throw new AwsError('ValidationError', 'this lab does not have session tags: leave Tags out here, and test them on AWS');
    const sessionName = requireSessionName(RoleSessionName);
    const role = deps.directory.roleByArn(RoleArn ?? '');
    const context: Context = { ...(ExternalId !== undefined && { 'sts:ExternalId': ExternalId }), 'sts:RoleSessionName': sessionName, 'aws:PrincipalArn': principal.kind === 'role' ? principal.roleArn : principal.arn };
    if (!role || !mayAssume(deps, role.arn, role.trust, principal, context)) {
      throw new AwsError('AccessDenied', `User: ${principal.arn} is not authorized to perform: ${ACTION} on resource: ${RoleArn}`, 403);
    }
    const longest = principal.kind === 'role' ? 3_600 : role.maxSessionDuration;
    const assumed = rolePrincipal(role.arn, sessionName);
    return {
      Credentials: deps.credentials.issue(assumed, requireSeconds(DurationSeconds ?? Math.min(3_600, longest), longest)),
      AssumedRoleUser: { AssumedRoleId: `${role.id}:${sessionName}`, Arn: assumed.arn },
    };
  },
});

function mayAssume({ authorizer }: StsDeps, roleArn: string, trustPolicy: string, principal: Principal, context: Context): boolean {
  const trust = trustOf(parsePolicy(trustPolicy, 'trust'), principal, { action: ACTION, resource: roleArn, context });
  if (trust !== 'through the account') return trust === 'directly';
  return isTrusted(principal) || (principal.kind === 'role' && authorizer.allows(principal.roleArn, ACTION, roleArn, context));
}

function requireSessionName(name = ''): string {
  if (!/^[\w+=,.@-]{2,64}$/.test(name)) {
    throw new AwsError('ValidationError', `1 validation error detected: Value '${name}' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]* and have 2 to 64 characters`);
  }
  return name;
}
