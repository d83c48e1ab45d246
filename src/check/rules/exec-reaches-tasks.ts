import { error, Finding, warning } from '../private/finding';
import { ServiceModel } from '../private/service-model';

/** Sessions of ECS Exec come over the network of the task, with the permissions of its role, and write into its file system. */
export function execReachesTasks(service: ServiceModel): Finding[] {
  if (!service.exec || service.task === undefined) {
    return [];
  }
  if (service.task.networkMode === 'none') {
    return [error('noneModeExec', `none mode has no network, so ECS Exec never reaches its tasks: service '${service.path}' enables it, allowed is to leave it off; `
      + 'set enableExecuteCommand to false, and look into tasks with docker on their instance')];
  }
  return [...roleFindings(service), ...processFindings(service), ...rootFindings(service), ...routeFindings(service)];
}

function roleFindings({ path, role }: ServiceModel): Finding[] {
  if (role === 'missing') {
    return [error('execNeedsTaskRole', `ECS refuses ECS Exec for tasks without a role: service '${path}' enables it and its task definition has no task role, `
      + 'allowed is one with the four ssmmessages actions; give the task definition a taskRole')];
  }
  if (role === undefined || role.missingExecActions.length === 0) {
    return [];
  }
  return [error('execNeedsActions', `sessions of ECS Exec need four ssmmessages actions: the task role '${role.path}' of service '${path}' lacks `
    + `${role.missingExecActions.join(', ')}; allow them on *, the only resource that they know`)];
}

function processFindings({ path, task }: ServiceModel): Finding[] {
  if (task?.pidMode !== 'task' || task.containers.length < 2) {
    return [];
  }
  return [error('execSharedProcesses', `containers that share their processes let ECS Exec into one of them only: service '${path}' has ${task.containers.length} with pidMode task, `
    + 'allowed is one container, or no pidMode; leave pidMode out, or acknowledge this if one container is enough')];
}

function rootFindings({ path, task }: ServiceModel): Finding[] {
  const containers = task?.containers ?? [];
  const closed = containers.filter(({ readonlyRoot }) => readonlyRoot).map(({ name }) => `'${name}'`);
  if (closed.length === 0) {
    return [];
  }
  const message = `sessions of ECS Exec write into the root file system: service '${path}' makes it read-only in ${closed.join(', ')}, allowed is a writable one; `
    + 'leave readonlyRootFilesystem off or ECS Exec';
  return [closed.length === containers.length ? error('execReadonlyRoot', message) : warning('execReadonlyRoot', message)];
}

function routeFindings({ path, task, subnets, capacity, launchType }: ServiceModel): Finding[] {
  if (launchType !== 'EC2') {
    return [];
  }
  const ofTask = task?.networkMode === 'awsvpc';
  const places = ofTask ? [subnets] : (capacity ?? []).map((group) => group.subnets);
  const cutOff = places.some((place) => place !== undefined && place.noSessionEndpoint && place.ways.length > 0 && place.ways.every((way) => way === 'isolated'));
  if (!cutOff) {
    return [];
  }
  return [error('execNoRoute', `sessions of ECS Exec need a way to ssmmessages: the ${ofTask ? 'tasks' : 'instances'} of service '${path}' are in isolated subnets of a VPC without that endpoint; `
    + 'add an interface endpoint for SSM_MESSAGES to the VPC, or choose subnets with egress')];
}
