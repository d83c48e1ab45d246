import { error, Finding } from '../private/finding';
import { TaskModel } from '../private/model';

/** Links are made by the bridge of Docker, which the tasks of the other modes do not have. */
export function linksNeedBridge(task: TaskModel): Finding[] {
  if (task.networkMode === 'bridge' || task.networkMode === 'unknown') {
    return [];
  }
  const cure = task.networkMode === 'none' ? 'remove the links or use bridge mode' : 'remove the links and use localhost, which the containers share, or use bridge mode';
  return task.containers.filter(({ links = [] }) => links.length > 0).map(({ name, links = [] }) =>
    error('linksOutsideBridge', `${task.networkMode} mode has no links: container '${name}' links to ${links.join(', ')}, allowed are links in bridge mode only; ${cure}`));
}
