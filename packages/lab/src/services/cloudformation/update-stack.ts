import type { UpdateStackInput, UpdateStackOutput } from '@aws-sdk/client-cloudformation';
import type { CloudFormation } from '../../cloudformation/cloudformation';
import { stackOperation } from '../../cloudformation/operation';
import { plannedFrom, prepare, readSource } from '../../cloudformation/prepare/prepare';
import { isUnfinished, refuseRollback, requireUpdatable } from '../../cloudformation/stack/new-stack';
import { invalid } from '../../cloudformation/template/invalid';

export const updateStack = (cloudFormation: CloudFormation) => stackOperation<UpdateStackInput, UpdateStackOutput>('UpdateStack', [
  'StackName', 'TemplateBody', 'TemplateURL', 'UsePreviousTemplate', 'Parameters', 'Capabilities', 'RoleARN', 'Tags', 'DisableRollback', 'ClientRequestToken',
  'RetainExceptOnCreate', 'DeploymentConfig',
], async (input, { principal }) => {
  const stack = requireUpdatable(cloudFormation, input.StackName);
  refuseRollback(stack, input.DisableRollback ?? false);
  const read = await readSource(cloudFormation, input, stack, stack.source, principal);
  const { source, blueprint, plan } = prepare(cloudFormation, plannedFrom(cloudFormation.stacks, stack), read);
  if (plan.empty && !isUnfinished(stack)) throw invalid('No updates are to be performed.');
  requireUpdatable(cloudFormation, stack.id);
  cloudFormation.engine.update(stack.id, blueprint, {
    source, principal, ...(input.RoleARN === undefined ? {} : { roleArn: input.RoleARN }),
  }, {
    disableRollback: input.DisableRollback ?? false, retainExceptOnCreate: input.RetainExceptOnCreate ?? false,
    ...(input.ClientRequestToken === undefined ? {} : { clientRequestToken: input.ClientRequestToken }),
  });
  return { StackId: stack.id };
}, cloudFormation);
