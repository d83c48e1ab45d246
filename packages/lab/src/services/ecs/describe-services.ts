import type { DescribeServicesRequest, DescribeServicesResponse, Failure, Service } from '@aws-sdk/client-ecs';
import { invalidParameter } from '../../ecs/errors';
import { serviceView } from '../../ecs/service/view';
import { allow, inCluster, resourceTags } from './access';
import { type Ecs, ecsOperation } from './ecs';
import { findCluster } from './find';

export const describeServices = (ecs: Ecs) => ecsOperation<DescribeServicesRequest, DescribeServicesResponse>({
  name: 'DescribeServices',
  shape: { cluster: 'string', services: 'strings', include: 'strings' },
  run({ cluster, services: asked = [], include = [] }) {
    const { clusterArn } = findCluster(ecs, cluster);
    if (asked.length === 0) {
      throw invalidParameter('Services cannot be empty.');
    }
    if (asked.length > 10) {
      throw invalidParameter(`There are ${asked.length} services; at most 10 are allowed.`);
    }
    const services: Service[] = [];
    const failures: Failure[] = [];
    for (const arn of asked.map((service) => ecs.control.arns.service(cluster, service))) {
      const found = ecs.control.tables.services.get(arn);
      if (found?.clusterArn === clusterArn) {
        services.push(serviceView(found, ecs.control.tasksOf(found), { tags: include.includes('TAGS') }));
      } else {
        failures.push({ arn, reason: 'MISSING' });
      }
    }
    return { services, failures };
  },
  access: ({ cluster, services = [] }) => services.map((service) => {
    const arn = ecs.control.arns.service(cluster, service);
    return allow('DescribeServices', arn, { ...inCluster(ecs, cluster), ...resourceTags(ecs.control.tables.services.get(arn)?.tags) });
  }),
});
