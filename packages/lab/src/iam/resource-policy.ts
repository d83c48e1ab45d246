import { applies, type Decision, type Request } from './evaluate';
import type { Principal } from './principal';
import type { Statement } from './policy';
import { naming } from './trust';

/**
 * What the policy of a resource says to a principal of its own account. An Allow that names the account and not the principal leaves it to
 * the principal's own policies.
 */
export function resourceDecision(statements: readonly Statement[], principal: Principal, request: Request): Decision {
  let decision: Decision = 'implicitDeny';
  for (const statement of statements) {
    if (!applies(statement, request)) continue;
    const named = naming(statement, principal);
    if ((named !== 'no') === statement.exceptPrincipals) continue;
    if (statement.effect === 'Deny') return 'explicitDeny';
    if (named !== 'through the account') decision = 'allowed';
  }
  return decision;
}
