/** Values of a condition key: the context of a call. */
export type Context = Readonly<Record<string, string | readonly string[]>>;

export interface Statement {
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  /** True for `NotAction`. */
  readonly exceptActions: boolean;
  readonly resources: readonly string[];
  /** True for `NotResource`. */
  readonly exceptResources: boolean;
  /** Principals by kind (`AWS`, `Service`, `Federated`, or `*`), only in trust and resource policies. */
  readonly principals?: Readonly<Record<string, readonly string[]>>;
  /** True for `NotPrincipal`. */
  readonly exceptPrincipals: boolean;
  readonly conditions: readonly Condition[];
}

export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

const MEMBERS = new Set(['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Principal', 'NotPrincipal', 'Condition']);

/** A policy that cannot be read; the text says where. */
export class MalformedPolicy extends Error {}

/** Reads a policy document; throws `MalformedPolicy`. `kind` says which members a statement must have. */
export function parsePolicy(document: string | object, kind: 'identity' | 'trust' | 'resource' = 'identity'): readonly Statement[] {
  const policy = asObject(typeof document === 'string' ? readJson(document) : document, 'the policy');
  for (const key of Object.keys(policy)) {
    if (!['Version', 'Id', 'Statement'].includes(key)) throw new MalformedPolicy(`Syntax errors in policy: unknown member ${key}, allowed are Version, Id and Statement.`);
  }
  if (policy.Version !== undefined && policy.Version !== '2012-10-17' && policy.Version !== '2008-10-17') {
    throw new MalformedPolicy('Policy document must be version 2012-10-17 or greater.');
  }
  if (policy.Statement === undefined) throw new MalformedPolicy('Syntax errors in policy: Statement is missing.');
  const statements = Array.isArray(policy.Statement) ? policy.Statement : [policy.Statement];
  return statements.map((statement: unknown, index) => parseStatement(asObject(statement, `statement ${index + 1}`), index + 1, kind));
}

function parseStatement(statement: Readonly<Record<string, unknown>>, number: number, kind: string): Statement {
  const fail = (text: string): never => { throw new MalformedPolicy(`Syntax errors in policy: statement ${number} ${text}.`); };
  for (const key of Object.keys(statement)) if (!MEMBERS.has(key)) fail(`has the unknown member ${key}`);
  const { Effect: effect } = statement;
  if (effect !== 'Allow' && effect !== 'Deny') return fail('needs Effect Allow or Deny');
  const either = (one: string, other: string, needed: boolean): [readonly string[], boolean] => {
    if (statement[one] !== undefined && statement[other] !== undefined) fail(`has both ${one} and ${other}`);
    if (needed && statement[one] === undefined && statement[other] === undefined) fail(`needs ${one} or ${other}`);
    return statement[other] !== undefined ? [strings(statement[other], other, fail), true] : [strings(statement[one] ?? [], one, fail), false];
  };
  const [actions, exceptActions] = either('Action', 'NotAction', true);
  const [resources, exceptResources] = either('Resource', 'NotResource', kind !== 'trust');
  const principal = statement.Principal ?? statement.NotPrincipal;
  if (kind === 'identity' && principal !== undefined) fail('must not have a Principal: this is a policy of an identity');
  if (kind === 'trust' && principal === undefined) fail('needs a Principal');
  for (const action of actions) if (action !== '*' && !/^[\w*?-]+:[\w*?-]+$/.test(action)) fail(`has the action ${action}, which is not <service>:<action>`);
  return {
    ...(typeof statement.Sid === 'string' && { sid: statement.Sid }),
    effect, actions, exceptActions, resources, exceptResources,
    ...(principal !== undefined && { principals: parsePrincipals(principal, fail) }),
    exceptPrincipals: statement.NotPrincipal !== undefined,
    conditions: parseConditions(statement.Condition, fail),
  };
}

function parsePrincipals(principal: unknown, fail: (text: string) => never): Readonly<Record<string, readonly string[]>> {
  if (principal === '*') return { '*': ['*'] };
  return Object.fromEntries(Object.entries(asObject(principal, 'Principal')).map(([kind, values]) => [kind, strings(values, `Principal ${kind}`, fail)]));
}

function parseConditions(conditions: unknown, fail: (text: string) => never): readonly Condition[] {
  if (conditions === undefined) return [];
  return Object.entries(asObject(conditions, 'Condition')).flatMap(([operator, keys]) =>
    Object.entries(asObject(keys, `Condition ${operator}`)).map(([key, values]) => ({ operator, key, values: strings(values, `Condition ${operator} ${key}`, fail) })));
}

function strings(value: unknown, what: string, fail: (text: string) => never): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.map((item) => (typeof item === 'string' ? item : typeof item === 'boolean' || typeof item === 'number' ? String(item) : fail(`has a ${what} that is not text`)));
}

function asObject(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw new MalformedPolicy(`Syntax errors in policy: ${what} is not an object.`);
  return value as Readonly<Record<string, unknown>>;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new MalformedPolicy('This policy contains invalid Json');
  }
}
