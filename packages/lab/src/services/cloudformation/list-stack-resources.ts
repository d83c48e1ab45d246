import type { ListStackResourcesInput, ListStackResourcesOutput } from '@aws-sdk/client-cloudformation';
import type { CloudFormation } from '../../cloudformation/cloudformation';
import { stackOperation } from '../../cloudformation/operation';
import { summarizeResource } from '../../cloudformation/stack/describe-stack';

export const listStackResources = (cloudFormation: CloudFormation) => stackOperation<ListStackResourcesInput, ListStackResourcesOutput>(
  'ListStackResources', ['StackName'], (input) => {
    const stack = cloudFormation.stacks.require(input.StackName);
    return { StackResourceSummaries: cloudFormation.stacks.resources(stack.id).map(summarizeResource) };
  }, cloudFormation);
