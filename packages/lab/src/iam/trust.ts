import { applies, type Request } from './evaluate';
import type { Principal } from './principal';
import type { Statement } from './policy';

/** `directly` needs no further permission; `through the account` needs one of the principal's own policies to allow it too. */
export type Trust = 'no' | 'directly' | 'through the account';

/** Whether a role's trust policy lets a principal take it; root stands for every identity of its account. */
export function trustOf(statements: readonly Statement[], principal: Principal, request: Request): Trust {
  let found: Trust = 'no';
  for (const statement of statements) {
    if (!applies(statement, request)) continue;
    const named = naming(statement, principal);
    const speaks: Trust = statement.exceptPrincipals ? (named === 'no' ? 'directly' : 'no') : named;
    if (speaks === 'no') continue;
    if (statement.effect === 'Deny') return 'no';
    if (found !== 'directly') found = speaks;
  }
  return found;
}

/** How a statement names a principal. */
export function naming({ principals = {} }: Statement, principal: Principal): Trust {
  const account = /^arn:[^:]+:\w+::(\d{12}):/.exec(principal.arn)?.[1];
  let found: Trust = 'no';
  for (const [kind, values] of Object.entries(principals)) {
    for (const value of values) {
      if (kind === '*' || (kind === 'AWS' && value === '*')) return 'directly';
      if (principal.kind === 'service') {
        if (kind === 'Service' && value === principal.service) return 'directly';
      } else if (kind === 'AWS') {
        if (value === principal.arn || (principal.kind === 'role' && value === principal.roleArn)) return 'directly';
        if (account !== undefined && (value === account || /^arn:aws[\w-]*:iam::(\d{12}):root$/.exec(value)?.[1] === account)) found = 'through the account';
      }
    }
  }
  return found;
}
