import type { DescribeServiceRevisionsRequest, DescribeServiceRevisionsResponse, Failure, ServiceRevision } from '@aws-sdk/client-ecs';
import { date } from '../../ecs/task/view';
import type { ServiceRevisionRecord } from '../../ecs/service/history';
import { type Ecs, ecsOperation } from './ecs';
import { checkedArns, historyOf, onServices } from './service-history';

export const describeServiceRevisions = (ecs: Ecs) => ecsOperation<DescribeServiceRevisionsRequest, DescribeServiceRevisionsResponse>({
  name: 'DescribeServiceRevisions',
  shape: { serviceRevisionArns: 'strings' },
  run({ serviceRevisionArns = [] }) {
    const serviceRevisions: ServiceRevision[] = [];
    const failures: Failure[] = [];
    for (const arn of checkedArns('service-revision', serviceRevisionArns)) {
      const found = historyOf(ecs, arn).revisions.find((one) => one.serviceRevisionArn === arn);
      if (found === undefined) {
        failures.push({ arn, reason: 'MISSING' });
      } else {
        serviceRevisions.push(view(ecs, found));
      }
    }
    return { serviceRevisions, failures };
  },
  access: ({ serviceRevisionArns = [] }) => onServices(ecs, 'DescribeServiceRevisions', serviceRevisionArns),
});

function view({ control }: Ecs, record: ServiceRevisionRecord): ServiceRevision {
  const { containerDefinitions = [] } = control.tables.taskDefinitions.get(record.taskDefinitionArn) ?? {};
  return {
    serviceRevisionArn: record.serviceRevisionArn, serviceArn: record.serviceArn, clusterArn: record.clusterArn,
    taskDefinition: record.taskDefinitionArn,
    launchType: record.launchType, capacityProviderStrategy: record.capacityProviderStrategy && [...record.capacityProviderStrategy],
    networkConfiguration: record.networkConfiguration, serviceRegistries: [...record.serviceRegistries ?? []],
    createdAt: date(record.createdAt), guardDutyEnabled: false,
    containerImages: containerDefinitions.map(({ name, image }) => ({ containerName: name, image })),
  };
}
