import type { CreateStackInput, CreateStackOutput } from '@aws-sdk/client-cloudformation';
import type { CloudFormation } from '../../cloudformation/cloudformation';
import { stackOperation } from '../../cloudformation/operation';
import { plannedFrom, prepare, readSource } from '../../cloudformation/prepare/prepare';
import { newStack, refuseExisting, requireStackName } from '../../cloudformation/stack/new-stack';
import { invalid } from '../../cloudformation/template/invalid';

export const createStack = (cloudFormation: CloudFormation) => stackOperation<CreateStackInput, CreateStackOutput>('CreateStack', [
  'StackName', 'TemplateBody', 'TemplateURL', 'Parameters', 'Capabilities', 'RoleARN', 'Tags', 'DisableRollback', 'OnFailure', 'ClientRequestToken',
  'EnableTerminationProtection', 'RetainExceptOnCreate', 'DeploymentConfig',
], async (input, { principal }) => {
  const name = requireStackName(input.StackName);
  refuseExisting(cloudFormation, name);
  if (input.DisableRollback !== undefined && input.OnFailure !== undefined) throw invalid('You can specify either DisableRollback or OnFailure, but not both.');
  const stack = newStack(cloudFormation, name, principal, input);
  const read = await readSource(cloudFormation, input, stack, undefined, principal);
  const { source, blueprint } = prepare(cloudFormation, plannedFrom(cloudFormation.stacks, undefined), read);
  // another call may have taken the name while this one read its template
  refuseExisting(cloudFormation, name);
  cloudFormation.stacks.put({
    ...stack, source, status: 'CREATE_IN_PROGRESS',
    terminationProtection: input.EnableTerminationProtection ?? false, disableRollback: input.DisableRollback ?? input.OnFailure === 'DO_NOTHING',
  });
  cloudFormation.engine.create(stack.id, blueprint, input.OnFailure ?? 'ROLLBACK', {
    disableRollback: input.DisableRollback ?? false, retainExceptOnCreate: input.RetainExceptOnCreate ?? false,
    ...(input.ClientRequestToken === undefined ? {} : { clientRequestToken: input.ClientRequestToken }),
  });
  return { StackId: stack.id };
}, cloudFormation);
