import type { Access } from '../gateway/operation';
import type { Clock } from '../clock/clock';
import type { Directory } from './directory';
import { evaluate, type Decision } from './evaluate';
import type { Context, Statement } from './policy';
import type { Principal } from './principal';
import { isTrusted } from './principals';
import { resourceDecision } from './resource-policy';

export interface Refusal {
  readonly action: string;
  readonly resource: string;
  readonly decision: Exclude<Decision, 'allowed'>;
}

/** Decides what principals may do. */
export interface Authorizer {
  /** The first permission that is missing, if any. */
  refusal(principal: Principal, accesses: readonly Access[]): Refusal | undefined;
  /** Whether a role may do something, by its own policies only. */
  allows(roleArn: string, action: string, resource: string, context?: Context): boolean;
  /** As `allows`; `more` are statements beside the role's own. */
  decide(roleArn: string, action: string, resource: string, context?: Context, more?: readonly Statement[]): Decision;
}

export interface AuthorizerOptions {
  readonly directory: Directory;
  readonly clock: Clock;
  readonly accountId: string;
  readonly region: string;
}

export function createAuthorizer({ directory, clock, accountId, region }: AuthorizerOptions): Authorizer {
  const globalContext = (roleArn: string): Context => {
    const now = clock.now();
    return {
      'aws:PrincipalArn': roleArn,
      'aws:PrincipalAccount': accountId,
      'aws:PrincipalType': 'AssumedRole',
      'aws:RequestedRegion': region,
      'aws:CurrentTime': now.toISOString(),
      'aws:EpochTime': String(Math.floor(now.getTime() / 1_000)),
      'aws:SecureTransport': 'true',
    };
  };
  const fullContext = (roleArn: string, context: Context): Context => {
    const tags = Object.fromEntries((directory.roleByArn(roleArn)?.tags ?? []).map(({ Key, Value }) => [`aws:PrincipalTag/${Key}`, Value]));
    return { ...globalContext(roleArn), ...tags, ...context };
  };
  const decide: Authorizer['decide'] = (roleArn, action, resource, context = {}, more = []) => {
    const role = directory.roleByArn(roleArn);
    if (!role) return 'implicitDeny';
    const own = directory.statementsOf(role);
    return evaluate(more.length === 0 ? own : [...own, ...more], { action, resource, context: fullContext(roleArn, context) });
  };
  /** Within one account an Allow of either is enough, and a Deny of either decides. */
  const decideOn = (principal: Extract<Principal, { kind: 'role' }>, { action, resource, context = {}, resourcePolicy }: Access): Decision => {
    const own = decide(principal.roleArn, action, resource, context);
    if (resourcePolicy === undefined || own === 'explicitDeny') return own;
    const other = resourceDecision(resourcePolicy, principal, { action, resource, context: fullContext(principal.roleArn, context) });
    return other === 'implicitDeny' ? own : other;
  };
  return {
    decide,
    allows: (roleArn, action, resource, context) => decide(roleArn, action, resource, context) === 'allowed',
    refusal(principal, accesses) {
      if (principal.kind !== 'role' || isTrusted(principal)) return undefined;
      for (const access of accesses) {
        const decision = decideOn(principal, access);
        if (decision !== 'allowed') return { action: access.action, resource: access.resource, decision };
      }
      return undefined;
    },
  };
}
