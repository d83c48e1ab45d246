import type { CancelUpdateStackInput } from '@aws-sdk/client-cloudformation';
import type { CloudFormation } from '../../cloudformation/cloudformation';
import { stackOperation } from '../../cloudformation/operation';
import { invalid } from '../../cloudformation/template/invalid';

export const cancelUpdateStack = (cloudFormation: CloudFormation) => stackOperation<CancelUpdateStackInput, object>(
  'CancelUpdateStack', ['StackName', 'ClientRequestToken'], (input) => {
    const stack = cloudFormation.stacks.require(input.StackName);
    if (stack.status !== 'UPDATE_IN_PROGRESS') throw invalid('CancelUpdateStack cannot be called from current stack status');
    cloudFormation.engine.cancelUpdate(stack.id);
    return {};
  }, cloudFormation);
