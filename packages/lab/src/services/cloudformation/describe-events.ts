import type { DescribeEventsInput, DescribeEventsOutput, OperationEvent } from '@aws-sdk/client-cloudformation';
import type { CloudFormation } from '../../cloudformation/cloudformation';
import { stackOperation } from '../../cloudformation/operation';

/** Events of a stack, newest first. A change set has none of its own here: the lab checks it at once and says what is wrong in its StatusReason. */
export const describeEvents = (cloudFormation: CloudFormation) => stackOperation<DescribeEventsInput, DescribeEventsOutput>(
  'DescribeEvents', ['StackName', 'ChangeSetName', 'OperationId', 'Filters'], (input) => {
    const { stacks, events, changeSets } = cloudFormation;
    if (input.ChangeSetName !== undefined) {
      changeSets.require(input.ChangeSetName, input.StackName);
      return { OperationEvents: [] };
    }
    const failedOnly = input.Filters?.FailedEvents ?? false;
    const found = events.of(stacks.require(input.StackName).id)
      .filter(({ operationId, status }) => (input.OperationId === undefined || operationId === input.OperationId) && (!failedOnly || status.endsWith('_FAILED')));
    return {
      OperationEvents: found.map((event): OperationEvent => ({
        EventId: event.id, EventType: 'STACK_EVENT', StackId: event.stackId, LogicalResourceId: event.logicalId, PhysicalResourceId: event.physicalId,
        ResourceType: event.type, Timestamp: new Date(event.timestamp),
        ResourceStatus: event.status as OperationEvent['ResourceStatus'],
        ...(event.operationId === undefined ? {} : { OperationId: event.operationId }),
        ...(event.reason === undefined ? {} : { ResourceStatusReason: event.reason }),
      })),
    };
  }, cloudFormation);
