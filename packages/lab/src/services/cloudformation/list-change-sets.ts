import type { ListChangeSetsInput, ListChangeSetsOutput } from '@aws-sdk/client-cloudformation';
import type { CloudFormation } from '../../cloudformation/cloudformation';
import { stackOperation } from '../../cloudformation/operation';

export const listChangeSets = (cloudFormation: CloudFormation) => stackOperation<ListChangeSetsInput, ListChangeSetsOutput>(
  'ListChangeSets', ['StackName'], (input) => {
    const stack = cloudFormation.stacks.require(input.StackName);
    return {
      Summaries: cloudFormation.changeSets.of(stack.id).map((changeSet) => ({
        StackId: stack.id, StackName: stack.name, ChangeSetId: changeSet.id, ChangeSetName: changeSet.name,
        ExecutionStatus: changeSet.executionStatus, Status: changeSet.status, CreationTime: new Date(changeSet.createdAt), IncludeNestedStacks: false,
        ...(changeSet.statusReason === undefined ? {} : { StatusReason: changeSet.statusReason }),
        ...(changeSet.description === undefined ? {} : { Description: changeSet.description }),
      })),
    };
  }, cloudFormation);
