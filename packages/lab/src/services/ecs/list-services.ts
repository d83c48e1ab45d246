import type { ListServicesRequest, ListServicesResponse } from '@aws-sdk/client-ecs';
import { allow, inCluster } from './access';
import { type Ecs, ecsOperation } from './ecs';
import { findCluster } from './find';
import { pageOf } from './paging';

/** Those that are ACTIVE: one that is deleted is only described from then on. Pages hold 10 unless more is asked for. */
export const listServices = (ecs: Ecs) => ecsOperation<ListServicesRequest, ListServicesResponse>({
  name: 'ListServices',
  shape: {
    cluster: 'string', nextToken: 'string', maxResults: 'integer', launchType: 'string', schedulingStrategy: 'string',
    resourceManagementType: 'unsupported',
  },
  run({ cluster, launchType, schedulingStrategy, nextToken: token, maxResults = 10 }) {
    const { clusterArn } = findCluster(ecs, cluster);
    const found = ecs.control.tables.services.list().filter((service) => service.clusterArn === clusterArn && service.status === 'ACTIVE'
      && (launchType === undefined || (launchType === 'EC2' && service.launchType === 'EC2'))
      && (schedulingStrategy === undefined || service.schedulingStrategy === schedulingStrategy));
    const { items, nextToken } = pageOf(found, { maxResults, nextToken: token });
    return { serviceArns: items.map(({ serviceArn }) => serviceArn), nextToken };
  },
  access: ({ cluster }) => [allow('ListServices', '*', inCluster(ecs, cluster))],
});
