import type { RollbackStackInput, RollbackStackOutput } from '@aws-sdk/client-cloudformation';
import type { CloudFormation } from '../../cloudformation/cloudformation';
import { stackOperation } from '../../cloudformation/operation';
import { invalid } from '../../cloudformation/template/invalid';

export const rollbackStack = (cloudFormation: CloudFormation) => stackOperation<RollbackStackInput, RollbackStackOutput>(
  'RollbackStack', ['StackName', 'RoleARN', 'ClientRequestToken', 'RetainExceptOnCreate', 'DeploymentConfig'], (input, { principal }) => {
    const stack = cloudFormation.stacks.require(input.StackName);
    if (stack.status !== 'CREATE_FAILED' && stack.status !== 'UPDATE_FAILED') {
      throw invalid(`Stack [${stack.name}] is in ${stack.status} state and can not be rolled back; allowed are CREATE_FAILED and UPDATE_FAILED`);
    }
    cloudFormation.stacks.change(stack.id, { principal, ...(input.RoleARN === undefined ? {} : { roleArn: input.RoleARN }) });
    cloudFormation.engine.rollBack(stack.id, {
      retainExceptOnCreate: input.RetainExceptOnCreate ?? false,
      ...(input.ClientRequestToken === undefined ? {} : { clientRequestToken: input.ClientRequestToken }),
    });
    return { StackId: stack.id };
  }, cloudFormation);
