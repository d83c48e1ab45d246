import { error, Finding } from '../private/finding';
import { ContainerModel, PortMappingModel, TaskModel } from '../private/model';

/** In host mode nothing stands between a container and its instance, so a port cannot become another one. */
export function hostModeKeepsPorts(task: TaskModel): Finding[] {
  if (task.networkMode !== 'host') {
    return [];
  }
  return task.containers.flatMap((container) => container.portMappings.flatMap((mapping) => [
    ...differingPort(container, mapping),
    ...portRange(container, mapping),
  ]));
}

function differingPort({ name }: ContainerModel, { containerPort, hostPort }: PortMappingModel): Finding[] {
  if (typeof containerPort !== 'number' || typeof hostPort !== 'number' || containerPort === hostPort) {
    return [];
  }
  return [error('hostModeRemap', `host mode cannot remap ports: container '${name}' maps container port ${containerPort} to host port ${hostPort}, `
    + `allowed is host port ${containerPort} or none; leave hostPort out, let the application listen on ${hostPort}, or use bridge mode`)];
}

function portRange({ name }: ContainerModel, { containerPortRange }: PortMappingModel): Finding[] {
  if (containerPortRange === undefined) {
    return [];
  }
  return [error('hostModePortRange', `host mode cannot map port ranges: container '${name}' maps ${containerPortRange}, `
    + 'allowed are single ports; list them one by one or use bridge mode')];
}
