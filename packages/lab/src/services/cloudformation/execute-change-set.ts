import type { ExecuteChangeSetInput } from '@aws-sdk/client-cloudformation';
import type { ChangeSetRecord } from '../../cloudformation/change-set/change-set';
import type { CloudFormation } from '../../cloudformation/cloudformation';
import { stackOperation } from '../../cloudformation/operation';
import { blueprintOf } from '../../cloudformation/prepare/prepare';
import { refuseRollback, requireUpdatable } from '../../cloudformation/stack/new-stack';
import { AwsError } from '../../gateway/aws-error';

export const executeChangeSet = (cloudFormation: CloudFormation) => stackOperation<ExecuteChangeSetInput, object>('ExecuteChangeSet', [
  'ChangeSetName', 'StackName', 'ClientRequestToken', 'DisableRollback', 'RetainExceptOnCreate',
], async (input, { principal }) => {
  const { stacks, changeSets, engine } = cloudFormation;
  const changeSet = changeSets.require(input.ChangeSetName, input.StackName);
  const stack = stacks.get(changeSet.stackId);
  const blueprint = await blueprintOf(cloudFormation, changeSet.source, stack, principal);
  requireAvailable(changeSets.require(changeSet.id, undefined));
  const disableRollback = input.DisableRollback ?? (changeSet.type === 'UPDATE' && changeSet.onStackFailure === 'DO_NOTHING');
  if (changeSet.type === 'UPDATE') refuseRollback(requireUpdatable(cloudFormation, stack.id), disableRollback);
  const change = {
    source: changeSet.source, principal, changeSetId: changeSet.id, disableRollback,
    ...(changeSet.roleArn === undefined ? {} : { roleArn: changeSet.roleArn }),
  };
  const options = {
    disableRollback, retainExceptOnCreate: input.RetainExceptOnCreate ?? false,
    ...(input.ClientRequestToken === undefined ? {} : { clientRequestToken: input.ClientRequestToken }),
  };
  if (changeSet.type === 'CREATE') {
    stacks.change(stack.id, { ...change, status: 'CREATE_IN_PROGRESS' });
    engine.create(stack.id, blueprint, changeSet.onStackFailure, options);
  } else {
    engine.update(stack.id, blueprint, change, options);
  }
  // every other change set was made for a stack that is no more
  for (const other of changeSets.of(stack.id)) changeSets.put({ ...other, executionStatus: other.id === changeSet.id ? 'EXECUTE_COMPLETE' : 'OBSOLETE' });
  return {};
}, cloudFormation);

function requireAvailable(changeSet: ChangeSetRecord): void {
  if (changeSet.executionStatus === 'AVAILABLE') return;
  const status = changeSet.status === 'FAILED' ? changeSet.status : changeSet.executionStatus;
  throw new AwsError('InvalidChangeSetStatus', `ChangeSet [${changeSet.id}] cannot be executed in its current status of [${status}]`);
}
