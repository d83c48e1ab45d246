import { error, Finding } from '../private/finding';
import { TaskModel } from '../private/model';

/** In awsvpc mode the task is the host, so a port cannot become another one. */
export function awsVpcModeKeepsPorts(task: TaskModel): Finding[] {
  if (task.networkMode !== 'awsvpc') {
    return [];
  }
  return task.containers.flatMap(({ name, portMappings }) => portMappings.flatMap(({ containerPort, hostPort }) =>
    typeof containerPort === 'number' && typeof hostPort === 'number' && containerPort !== hostPort
      ? [error('awsVpcRemap', `awsvpc mode cannot remap ports: container '${name}' maps container port ${containerPort} to host port ${hostPort}, `
        + `allowed is host port ${containerPort} or none; leave hostPort out, let the application listen on ${hostPort}, or use bridge mode`)]
      : []));
}
