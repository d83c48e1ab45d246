import type { UpdateTerminationProtectionInput as Input, UpdateTerminationProtectionOutput as Output } from '@aws-sdk/client-cloudformation';
import type { CloudFormation } from '../../cloudformation/cloudformation';
import { stackOperation } from '../../cloudformation/operation';
import { invalid } from '../../cloudformation/template/invalid';

export const updateTerminationProtection = (cloudFormation: CloudFormation) => stackOperation<Input, Output>(
  'UpdateTerminationProtection', ['StackName', 'EnableTerminationProtection'], (input) => {
    const stack = input.StackName === undefined ? undefined : cloudFormation.stacks.find(input.StackName);
    if (!stack || stack.status === 'DELETE_COMPLETE') throw invalid(`Stack [${input.StackName}] does not exist`);
    if (input.EnableTerminationProtection === undefined) throw invalid('EnableTerminationProtection must be true or false');
    cloudFormation.stacks.change(stack.id, { terminationProtection: input.EnableTerminationProtection });
    return { StackId: stack.id };
  }, cloudFormation);
