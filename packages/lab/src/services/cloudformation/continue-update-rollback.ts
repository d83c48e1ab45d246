import type { ContinueUpdateRollbackInput } from '@aws-sdk/client-cloudformation';
import type { CloudFormation } from '../../cloudformation/cloudformation';
import { stackOperation } from '../../cloudformation/operation';
import { invalid } from '../../cloudformation/template/invalid';

export const continueUpdateRollback = (cloudFormation: CloudFormation) => stackOperation<ContinueUpdateRollbackInput, object>(
  'ContinueUpdateRollback', ['StackName', 'RoleARN', 'ClientRequestToken', 'ResourcesToSkip'], (input, { principal }) => {
    const stack = cloudFormation.stacks.require(input.StackName);
    if (stack.status !== 'UPDATE_ROLLBACK_FAILED') {
      throw invalid(`Stack [${stack.name}] is in ${stack.status} state; ContinueUpdateRollback is for UPDATE_ROLLBACK_FAILED`);
    }
    const skipped = input.ResourcesToSkip ?? [];
    const unknown = skipped.filter((logicalId) => !stack.rollbackTo?.resources.some((resource) => resource.logicalId === logicalId));
    if (unknown.length > 0) throw invalid(`ResourcesToSkip [${unknown.join(', ')}] do not exist in the stack`);
    cloudFormation.stacks.change(stack.id, { principal, ...(input.RoleARN === undefined ? {} : { roleArn: input.RoleARN }) });
    cloudFormation.engine.rollBack(stack.id, {
      retainExceptOnCreate: false, ...(input.ClientRequestToken === undefined ? {} : { clientRequestToken: input.ClientRequestToken }),
    }, skipped);
    return {};
  }, cloudFormation);
