import { randomUUID } from 'node:crypto';
import type { DeleteStackInput } from '@aws-sdk/client-cloudformation';
import type { CloudFormation } from '../../cloudformation/cloudformation';
import { stackOperation } from '../../cloudformation/operation';
import { exportConflict } from '../../cloudformation/stack/exports';
import { isInProgress } from '../../cloudformation/stack/stack';
import { invalid } from '../../cloudformation/template/invalid';

export const deleteStack = (cloudFormation: CloudFormation) => stackOperation<DeleteStackInput, object>('DeleteStack', [
  'StackName', 'RetainResources', 'RoleARN', 'ClientRequestToken', 'DeploymentConfig',
], (input, { principal }) => {
  const { stacks, engine, events } = cloudFormation;
  const stack = input.StackName === undefined ? undefined : stacks.find(input.StackName);
  // AWS says nothing of a stack that does not exist, or that is going already
  if (!stack || stack.status === 'DELETE_COMPLETE' || stack.status === 'DELETE_IN_PROGRESS') return {};
  if (stack.terminationProtection) throw invalid(`Stack [${stack.name}] cannot be deleted while TerminationProtection is enabled`);
  if (isInProgress(stack.status) && stack.status !== 'CREATE_IN_PROGRESS') {
    throw invalid(`Stack [${stack.name}] cannot be deleted while in status ${stack.status}`);
  }
  const retained = input.RetainResources ?? [];
  if (retained.length > 0 && stack.status !== 'DELETE_FAILED') {
    throw invalid(`Invalid operation on stack [${stack.id}]. When you delete a stack, specify which resources to retain only when the stack is in the DELETE_FAILED state.`);
  }
  const conflict = exportConflict(stacks, stack.id, stack.outputs, []);
  if (conflict !== undefined) {
    const reason = `Delete canceled. ${conflict}`;
    stacks.put({ ...stack, statusReason: reason });
    events.add({
      stackId: stack.id, stackName: stack.name, logicalId: stack.name, physicalId: stack.id, type: 'AWS::CloudFormation::Stack', status: stack.status, reason,
      operationId: randomUUID(),
    });
    return {};
  }
  stacks.change(stack.id, { principal, ...(input.RoleARN === undefined ? {} : { roleArn: input.RoleARN }) });
  engine.delete(stack.id, retained, input.ClientRequestToken);
  return {};
}, cloudFormation);
