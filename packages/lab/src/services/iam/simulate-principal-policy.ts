import type { SimulatePolicyResponse, SimulatePrincipalPolicyRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../gateway/operation';
import type { IamDeps } from './deps';
import { AwsError } from '../../gateway/aws-error';
import { noSuchEntity } from './errors';

export const simulatePrincipalPolicy = (deps: IamDeps): Operation<SimulatePrincipalPolicyRequest, SimulatePolicyResponse> => ({
  access: ({ PolicySourceArn: resource = '*' }) => [{ action: 'iam:SimulatePrincipalPolicy', resource }],
  run: ({ PolicySourceArn = '', ActionNames = [], ResourceArns = ['*'], ContextEntries = [], PolicyInputList = [], PermissionsBoundaryPolicyInputList: boundaries = [] }) => {
    const role = deps.directory.roleByArn(PolicySourceArn);
    if (!role) throw noSuchEntity(`The policy source ${PolicySourceArn} cannot be found: this lab simulates roles only.`);
    if (PolicyInputList.length > 0 || boundaries.length > 0) throw new AwsError('InvalidInput', 'this lab simulates the policies of the role itself only: leave PolicyInputList and boundaries out');
    const context = Object.fromEntries(ContextEntries.map(({ ContextKeyName = '', ContextKeyValues = [] }) => [ContextKeyName, ContextKeyValues]));
    return {
      EvaluationResults: ActionNames.flatMap((action) => ResourceArns.map((resource) => ({
        EvalActionName: action, EvalResourceName: resource, EvalDecision: deps.authorizer.decide(role.arn, action, resource, context),
        MatchedStatements: [], MissingContextValues: [],
      }))),
      IsTruncated: false,
    };
  },
});
