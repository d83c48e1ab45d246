import type { ListServiceDeploymentsRequest, ListServiceDeploymentsResponse } from '@aws-sdk/client-ecs';
import { date } from '../../ecs/task/view';
import { allow, inCluster, resourceTags } from './access';
import { type Ecs, ecsOperation } from './ecs';
import { findService } from './find';
import { pageOf } from './paging';

/** Newest first. */
export const listServiceDeployments = (ecs: Ecs) => ecsOperation<ListServiceDeploymentsRequest, ListServiceDeploymentsResponse>({
  name: 'ListServiceDeployments',
  shape: {
    service: 'string', cluster: 'string', status: 'strings', createdAt: { before: 'timestamp', after: 'timestamp' }, nextToken: 'string', maxResults: 'integer',
  },
  run({ service, cluster, status = [], createdAt = {}, nextToken: token, maxResults = 20 }) {
    const { serviceArn } = findService(ecs, cluster, service);
    const { deployments = [] } = ecs.control.tables.serviceHistories.get(serviceArn) ?? {};
    const [after, before] = [momentOf(createdAt.after) ?? -Infinity, momentOf(createdAt.before) ?? Infinity];
    const found = [...deployments].reverse().filter((one) => (status.length === 0 || status.includes(one.status))
      && one.createdAt > after && one.createdAt < before);
    const { items, nextToken } = pageOf(found, { maxResults, nextToken: token });
    return {
      serviceDeployments: items.map((one) => ({
        serviceDeploymentArn: one.serviceDeploymentArn, serviceArn: one.serviceArn, clusterArn: one.clusterArn, createdAt: date(one.createdAt),
        startedAt: date(one.createdAt), finishedAt: date(one.finishedAt), targetServiceRevisionArn: one.targetRevisionArn, status: one.status,
        statusReason: one.statusReason,
      })),
      nextToken,
    };
  },
  access: ({ cluster, service = '' }) => {
    const arn = ecs.control.arns.service(cluster, service);
    return [allow('ListServiceDeployments', arn, { ...inCluster(ecs, cluster), ...resourceTags(ecs.control.tables.services.get(arn)?.tags) })];
  },
});

/** On the wire a time is a number of seconds. */
const momentOf = (given: unknown): number | undefined =>
  given instanceof Date ? given.getTime() : typeof given === 'number' ? given * 1_000 : undefined;
