import type { DescribeInstanceStatusRequest, DescribeInstanceStatusResult } from '@aws-sdk/client-ec2';
import { describe } from './describe';
import { ec2Operation, type Ec2 } from './ec2';
import { notFound } from './errors';
import { checkInstanceId } from './instances/ids';
import { instanceFields, shownInstances } from './instances/shown';
import { stateView } from './instances/view';

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
        const running = record.state === 'running' && ec2.machines.isRunning(record.instanceId);
        const status = record.state !== 'running' ? 'not-applicable' as const : running ? 'ok' as const : 'impaired' as const;
        const summary = { Status: status, Details: [{ Name: 'reachability' as const, Status: running ? 'passed' as const : 'failed' as const }] };
        return {
          InstanceId: record.instanceId, AvailabilityZone: record.availabilityZone, InstanceState: stateView(record.state),
          InstanceStatus: record.state === 'running' ? summary : { Status: status },
          SystemStatus: record.state === 'running' ? summary : { Status: status },
        };
      }),
    };
  });
