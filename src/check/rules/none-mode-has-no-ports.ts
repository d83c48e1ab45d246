import { error, Finding } from '../private/finding';
import { TaskModel } from '../private/model';

/** A task in none mode has no network, so ECS refuses every port mapping of its containers. */
export function noneModeHasNoPorts(task: TaskModel): Finding[] {
  if (task.networkMode !== 'none') {
    return [];
  }
  return task.containers.filter(({ portMappings }) => portMappings.length > 0).map(({ name, portMappings }) => {
    const ports = portMappings.map(({ containerPort, containerPortRange, protocol }) => `${containerPort ?? containerPortRange}/${protocol}`);
    return error('noneModePorts', `none mode has no ports: container '${name}' maps ${ports.join(', ')}, allowed are no port mappings; `
      + 'remove them or use another network mode');
  });
}
