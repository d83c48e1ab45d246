import type { Access } from '../gateway/operation';
import type { Clock } from '../clock/clock';
import type { Directory } from './directory';
import { evaluate, type Decision } from './evaluate';
import type { Context, Statement } from './policy';
import type { Principal } from './principal';
import { isTrusted } from './principals';

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
  const decide: Authorizer['decide'] = (roleArn, action, resource, context = {}, more = []) => {
    const role = directory.roleByArn(roleArn);
    if (!role) return 'implicitDeny';
    const tags = Object.fromEntries(role.tags.map(({ Key, Value }) => [`aws:PrincipalTag/${Key}`, Value]));
    const own = directory.statementsOf(role);
    return evaluate(more.length === 0 ? own : [...own, ...more], { action, resource, context: { ...globalContext(roleArn), ...tags, ...context } });
  };
  return {
    decide,
    allows: (roleArn, action, resource, context) => decide(roleArn, action, resource, context) === 'allowed',
    refusal(principal, accesses) {
      if (principal.kind !== 'role' || isTrusted(principal)) return undefined;
      for (const { action, resource, context } of accesses) {
        const decision = decide(principal.roleArn, action, resource, context);
        if (decision !== 'allowed') return { action, resource, decision };
      }
      return undefined;
    },
  };
}
