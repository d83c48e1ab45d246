import type { DeleteChangeSetInput } from '@aws-sdk/client-cloudformation';
import type { CloudFormation } from '../../cloudformation/cloudformation';
import { stackOperation } from '../../cloudformation/operation';

/** Also succeeds where there is no such change set, or no such stack. */
export const deleteChangeSet = (cloudFormation: CloudFormation) => stackOperation<DeleteChangeSetInput, object>(
  'DeleteChangeSet', ['ChangeSetName', 'StackName'], (input) => {
    const changeSet = cloudFormation.changeSets.find(input.ChangeSetName ?? '', input.StackName);
    if (changeSet) cloudFormation.changeSets.delete(changeSet.id);
    return {};
  }, cloudFormation);
