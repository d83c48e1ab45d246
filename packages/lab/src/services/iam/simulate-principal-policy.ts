import type { ContextEntry, SimulatePolicyResponse, SimulatePrincipalPolicyRequest } from '@aws-sdk/client-iam';
import { AwsError } from '../../gateway/aws-error';
import type { Operation } from '../../gateway/operation';
import { valuesOf } from '../../iam/conditions';
import { concerns, type Decision } from '../../iam/evaluate';
import { parsePolicy, type Context, type Statement } from '../../iam/policy';
import { requirePolicy } from './documents';
import type { IamDeps } from './deps';
import { noSuchEntity } from './errors';

/**
 * What a role's own policies, with those of the request, say about actions on resources. The account's root may do everything;
 * AWS simulates roles, users and groups only, but root is who a person at the lab is.
 */
export const simulatePrincipalPolicy = (deps: IamDeps): Operation<SimulatePrincipalPolicyRequest, SimulatePolicyResponse> => ({
  access: ({ PolicySourceArn: resource = '*' }) => [{ action: 'iam:SimulatePrincipalPolicy', resource }],
  run(input) {
    const { PolicySourceArn: source = '', ActionNames: actions = [], ResourceArns: resources = ['*'] } = input;
    refuseMore(input);
    const { statements, decide } = source === `arn:aws:iam::${deps.accountId}:root` ? ROOT : judgeOf(deps, source, input.PolicyInputList ?? []);
    const context = contextOf(input.ContextEntries ?? []);
    return {
      EvaluationResults: actions.flatMap((action) => resources.map((resource) => ({
        EvalActionName: action, EvalResourceName: resource, EvalDecision: decide(action, resource, context),
        MatchedStatements: [], MissingContextValues: missing(statements, action, resource, context),
      }))),
      IsTruncated: false,
    };
  },
});

interface Judge {
  readonly statements: readonly Statement[];
  decide(action: string, resource: string, context: Context): Decision;
}

const ROOT: Judge = { statements: [], decide: () => 'allowed' };

function judgeOf({ directory, authorizer }: IamDeps, arn: string, more: readonly string[]): Judge {
  const role = directory.roleByArn(arn);
  if (!role) throw noSuchEntity(`The policy source ${arn} cannot be found: this lab simulates roles and the account's root only.`);
  const added = more.flatMap((document) => parsePolicy(requirePolicy(document, 'identity')));
  return {
    statements: [...directory.statementsOf(role), ...added],
    decide: (action, resource, context) => authorizer.decide(role.arn, action, resource, context, added),
  };
}

const UNSIMULATED = ['PermissionsBoundaryPolicyInputList', 'ResourcePolicy', 'ResourceOwner', 'CallerArn'] as const;

function refuseMore(input: SimulatePrincipalPolicyRequest): void {
  const given = UNSIMULATED.find((member) => (input[member]?.length ?? 0) > 0);
  if (given) throw new AwsError('InvalidInput', `this lab simulates identity policies only: leave ${given} out here, and test it on AWS`);
}

/** Names of context keys are not case sensitive. */
const contextOf = (entries: readonly ContextEntry[]): Context =>
  Object.fromEntries(entries.map(({ ContextKeyName: name = '', ContextKeyValues: values = [] }) => [name, values]));

/** Keys that a statement about the action and the resource asks for, and the request does not give. */
function missing(statements: readonly Statement[], action: string, resource: string, context: Context): string[] {
  const about = statements.filter((statement) => concerns(statement, { action, resource, context }));
  const asked = about.flatMap(({ conditions }) => conditions.map(({ key }) => key));
  return [...new Set(asked)].filter((key) => valuesOf(context, key) === undefined);
}
