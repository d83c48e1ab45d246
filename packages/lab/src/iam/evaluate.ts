import { meets, valuesOf } from './conditions';
import { matches, matchesArn, withVariables } from './match';
import type { Context, Statement } from './policy';

export type Decision = 'allowed' | 'explicitDeny' | 'implicitDeny';

/** One question to a set of policies. */
export interface Request {
  readonly action: string;
  readonly resource: string;
  readonly context: Context;
}

/** IAM's rule: one matching Deny wins, otherwise one matching Allow is needed. */
export function evaluate(statements: readonly Statement[], request: Request): Decision {
  let decision: Decision = 'implicitDeny';
  for (const statement of statements) {
    if (!applies(statement, request)) continue;
    if (statement.effect === 'Deny') return 'explicitDeny';
    decision = 'allowed';
  }
  return decision;
}

/** Whether a statement speaks about a request; principals are judged apart. */
export function applies(statement: Statement, request: Request): boolean {
  return concerns(statement, request) && statement.conditions.every((condition) => meets(condition, request.context));
}

/** Whether a statement is about the action and the resource, whatever its conditions. */
export function concerns(statement: Statement, request: Request): boolean {
  return concernsAction(statement, request.action) && concernsResource(statement, request);
}

function concernsAction({ actions, exceptActions }: Statement, action: string): boolean {
  return actions.some((pattern) => matches(pattern, action, true)) !== exceptActions;
}

function concernsResource({ resources, exceptResources }: Statement, { resource, context }: Request): boolean {
  // trust policies name no resource
  if (resources.length === 0 && !exceptResources) return true;
  const found = resources.some((raw) => {
    const pattern = withVariables(raw, (key) => valuesOf(context, key)?.[0]);
    return pattern !== undefined && matchesArn(pattern, resource);
  });
  return found !== exceptResources;
}
