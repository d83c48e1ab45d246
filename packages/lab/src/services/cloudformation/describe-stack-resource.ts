import type { DescribeStackResourceInput, DescribeStackResourceOutput } from '@aws-sdk/client-cloudformation';
import type { CloudFormation } from '../../cloudformation/cloudformation';
import { stackOperation } from '../../cloudformation/operation';
import { summarizeResource } from '../../cloudformation/stack/describe-stack';
import { invalid } from '../../cloudformation/template/invalid';

export const describeStackResource = (cloudFormation: CloudFormation) => stackOperation<DescribeStackResourceInput, DescribeStackResourceOutput>(
  'DescribeStackResource', ['StackName', 'LogicalResourceId'], (input) => {
    const stack = cloudFormation.stacks.require(input.StackName);
    const resource = cloudFormation.stacks.resource(stack.id, input.LogicalResourceId ?? '');
    if (!resource) throw invalid(`Resource ${input.LogicalResourceId} does not exist for stack ${stack.name}`);
    return {
      StackResourceDetail: {
        ...summarizeResource(resource), StackId: stack.id, StackName: stack.name, LastUpdatedTimestamp: new Date(resource.changedAt),
        ...(resource.metadata === undefined ? {} : { Metadata: JSON.stringify(resource.metadata) }),
      },
    } as DescribeStackResourceOutput;
  }, cloudFormation);
