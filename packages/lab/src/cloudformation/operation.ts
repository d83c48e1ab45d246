import { AwsError } from '../gateway/aws-error';
import type { Access, Call, Operation } from '../gateway/operation';
import { accepting, refusalText } from '../services/support/accepting';
import type { CloudFormation } from './cloudformation';

/** An operation of CloudFormation that refuses, by name, every member that it does not honour. */
export function stackOperation<Input extends object, Output>(
  name: string,
  accepted: readonly (keyof Input & string)[],
  run: (input: Input, call: Call) => Output | Promise<Output>,
  cloudFormation: CloudFormation,
): Operation<Input, Output> {
  const refusal = (where: string, member: string, members: readonly string[]): AwsError => new AwsError('ValidationError', refusalText(where, member, members));
  const checked = (input: Input, call: Call): Output | Promise<Output> => {
    checkDeploymentConfig(input);
    return run(input, call);
  };
  return accepting(name, accepted, refusal, checked, (input) => accessOf(name, input, cloudFormation));
}

/** The mode that waits until resources are ready is the only one. */
function checkDeploymentConfig({ DeploymentConfig: config = {} }: { readonly DeploymentConfig?: Readonly<Record<string, unknown>> }): void {
  const [given] = Object.entries(config).filter(([member, value]) => value !== undefined && value !== false && !(member === 'Mode' && value === 'STANDARD'));
  if (given) throw new AwsError('ValidationError', `DeploymentConfig.${given[0]} ${JSON.stringify(given[1])} is not supported by this lab; allowed: Mode STANDARD`);
}

/** The stack that is touched, and the role that CloudFormation is to use. */
function accessOf(operation: string, input: object, { stacks, lab }: CloudFormation): readonly Access[] {
  const { StackName: stackName, RoleARN: roleArn } = input as { readonly StackName?: string; readonly RoleARN?: string };
  const newStack = `arn:aws:cloudformation:${lab.region}:${lab.accountId}:stack/${stackName}/*`;
  const resource = stackName === undefined ? '*' : stacks.find(stackName)?.id ?? (stackName.startsWith('arn:') ? stackName : newStack);
  const own: Access = { action: `cloudformation:${operation}`, resource };
  if (roleArn === undefined) return [own];
  return [own, { action: 'iam:PassRole', resource: roleArn, context: { 'iam:PassedToService': 'cloudformation.amazonaws.com' } }];
}
