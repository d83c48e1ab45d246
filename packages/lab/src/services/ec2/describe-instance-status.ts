import type { DescribeInstanceStatusRequest, DescribeInstanceStatusResult, InstanceStatusSummary } from '@aws-sdk/client-ec2';
import { describe } from './describe';
import { ec2Operation, type Ec2 } from './ec2';
import { notFound } from './errors';
import { checkInstanceId } from './instances/ids';
import { instanceFields, shownInstances } from './instances/shown';
import { stateView } from './instances/view';
import type { InstanceStateName } from './model';

/** Only running instances, unless all are asked for. */
export const describeInstanceStatus = (ec2: Ec2) => ec2Operation<DescribeInstanceStatusRequest, DescribeInstanceStatusResult>(
  'DescribeInstanceStatus', ['InstanceIds', 'Filters', 'MaxResults', 'NextToken', 'IncludeAllInstances', 'IncludeManagedResources'], (input) => {
    input.InstanceIds?.forEach(checkInstanceId);
    const { items, next } = describe(input, input.InstanceIds, {
      records: shownInstances(ec2),
      idOf: ({ instanceId }) => instanceId,
      tagsOf: ({ tags }) => tags,
      notFound: notFound.instance,
      fields: instanceFields(ec2),
    });
    return {
      NextToken: next,
      InstanceStatuses: items.filter(({ state }) => state === 'running' || input.IncludeAllInstances).map((record) => {
        const { instanceId, availabilityZone, state } = record;
        return {
          InstanceId: instanceId, AvailabilityZone: availabilityZone, InstanceState: stateView(state),
          InstanceStatus: checked(state, ec2.machines.isAnswering(instanceId)),
          SystemStatus: checked(state, ec2.machines.isRunning(instanceId)),
        };
      }),
    };
  });

/** A frozen instance fails the check of the instance, one without a machine that of the system too. */
function checked(state: InstanceStateName, passed: boolean): InstanceStatusSummary {
  if (state !== 'running') return { Status: 'not-applicable' };
  return { Status: passed ? 'ok' : 'impaired', Details: [{ Name: 'reachability', Status: passed ? 'passed' : 'failed' }] };
}
