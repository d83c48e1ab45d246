import type { ListTasksRequest, ListTasksResponse } from '@aws-sdk/client-ecs';
import { invalidParameter } from '../../ecs/errors';
import type { TaskRecord } from '../../ecs/records';
import { allow, inCluster } from './access';
import { type Ecs, ecsOperation } from './ecs';
import { findCluster, findInstance, findService } from './find';
import { pageOf } from './paging';

/** Tasks by what they are to be; default: those that are to run. */
export const listTasks = (ecs: Ecs) => ecsOperation<ListTasksRequest, ListTasksResponse>({
  name: 'ListTasks',
  shape: {
    cluster: 'string', containerInstance: 'string', family: 'string', nextToken: 'string', maxResults: 'integer', startedBy: 'string',
    serviceName: 'string', desiredStatus: 'string', launchType: 'string', daemonName: 'unsupported',
  },
  run(input) {
    const { clusterArn } = findCluster(ecs, input.cluster);
    const found = ecs.control.book.ofCluster(clusterArn).filter(filterOf(ecs, input));
    const { items, nextToken } = pageOf(found, input);
    return { taskArns: items.map(({ taskArn }) => taskArn), nextToken };
  },
  access: ({ cluster, containerInstance }) => [
    allow('ListTasks', ecs.control.arns.containerInstance(cluster, containerInstance ?? '*'), inCluster(ecs, cluster))],
});

function filterOf(ecs: Ecs, input: ListTasksRequest): (task: TaskRecord) => boolean {
  const { desiredStatus = 'RUNNING', family, startedBy, launchType } = input;
  if (!['RUNNING', 'PENDING', 'STOPPED'].includes(desiredStatus)) {
    throw invalidParameter(`desiredStatus is '${desiredStatus}'; allowed are RUNNING, PENDING and STOPPED.`);
  }
  const service = input.serviceName === undefined ? undefined : findService(ecs, input.cluster, input.serviceName).serviceArn;
  const instance = input.containerInstance === undefined ? undefined : findInstance(ecs, input.cluster, input.containerInstance).containerInstanceArn;
  return (task) => task.desiredStatus === desiredStatus
    && (family === undefined || task.taskDefinitionArn.includes(`/${family}:`))
    && (startedBy === undefined || task.startedBy === startedBy)
    && (launchType === undefined || (launchType === 'EC2' && task.launchType === 'EC2'))
    && (service === undefined || task.serviceArn === service)
    && (instance === undefined || task.containerInstanceArn === instance);
}
