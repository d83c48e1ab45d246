import type { DeleteServiceRequest, DeleteServiceResponse } from '@aws-sdk/client-ecs';
import { invalidParameter } from '../../ecs/errors';
import { serviceView } from '../../ecs/service/view';
import { allow, inCluster, resourceTags } from './access';
import { type Ecs, ecsOperation } from './ecs';
import { findService } from './find';

/** DRAINING until its last task has stopped, then INACTIVE. */
export const deleteService = (ecs: Ecs) => ecsOperation<DeleteServiceRequest, DeleteServiceResponse>({
  name: 'DeleteService',
  shape: { cluster: 'string', service: 'string', force: 'boolean' },
  run({ cluster, service, force = false }) {
    const found = findService(ecs, cluster, service);
    if (found.status !== 'ACTIVE') {
      return { service: serviceView(found, ecs.control.tasksOf(found)) };
    }
    if (!force && found.schedulingStrategy === 'REPLICA' && found.desiredCount > 0) {
      throw invalidParameter('The service cannot be stopped while it is scaled above 0.');
    }
    if (!force && found.deployments.length > 1) {
      throw invalidParameter('The service cannot be stopped while deployments are active.');
    }
    const record = { ...found, status: 'DRAINING' as const, desiredCount: 0 };
    ecs.control.saveService(record);
    return { service: serviceView(record, ecs.control.tasksOf(record)) };
  },
  access: ({ cluster, service = '' }) => {
    const arn = ecs.control.arns.service(cluster, service);
    return [allow('DeleteService', arn, { ...inCluster(ecs, cluster), ...resourceTags(ecs.control.tables.services.get(arn)?.tags) })];
  },
});
