import type { DescribeStackEventsInput, DescribeStackEventsOutput } from '@aws-sdk/client-cloudformation';
import type { CloudFormation } from '../../cloudformation/cloudformation';
import { stackOperation } from '../../cloudformation/operation';
import { invalid } from '../../cloudformation/template/invalid';

const PAGE_SIZE = 100;

export const describeStackEvents = (cloudFormation: CloudFormation) => stackOperation<DescribeStackEventsInput, DescribeStackEventsOutput>(
  'DescribeStackEvents', ['StackName', 'NextToken'], (input) => {
    const stack = input.StackName === undefined ? undefined : cloudFormation.stacks.find(input.StackName);
    if (!stack) throw invalid(`Stack [${input.StackName}] does not exist`);
    const events = cloudFormation.events.of(stack.id);
    // the token counts from the oldest, so that it stays right while events are added
    const left = input.NextToken === undefined ? events.length : Number(input.NextToken);
    if (!Number.isInteger(left) || left < 0 || left > events.length) throw invalid('NextToken is not one that this lab gave');
    const items = events.slice(events.length - left).slice(0, PAGE_SIZE);
    return {
      StackEvents: items.map((event) => ({
        EventId: event.id, StackId: event.stackId, StackName: event.stackName,
        LogicalResourceId: event.logicalId, PhysicalResourceId: event.physicalId, ResourceType: event.type,
        Timestamp: new Date(event.timestamp), ResourceStatus: event.status as NonNullable<DescribeStackEventsOutput['StackEvents']>[number]['ResourceStatus'],
        ...(event.operationId === undefined ? {} : { OperationId: event.operationId }),
        ...(event.reason === undefined ? {} : { ResourceStatusReason: event.reason }),
        ...(event.clientRequestToken === undefined ? {} : { ClientRequestToken: event.clientRequestToken }),
      })),
      ...(left > PAGE_SIZE ? { NextToken: String(left - PAGE_SIZE) } : {}),
    };
  }, cloudFormation);
