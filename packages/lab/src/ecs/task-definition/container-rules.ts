import type { ContainerDefinition, NetworkMode, RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs';
import { clientError } from '../errors';
import { checkDependencies } from './dependencies';
import { checkFetched } from './fetched-rules';
import { checkRestartPolicy } from './restart-rules';

/** What every container must say, and what the network mode forbids. */
export function checkContainers(input: RegisterTaskDefinitionRequest, mode: NetworkMode): void {
  const containers = input.containerDefinitions ?? [];
  if (containers.length === 0) {
    throw clientError('Container list cannot be empty.');
  }
  for (const container of containers) {
    checkNames(container);
    checkNetworkSettings(container, mode);
    checkLogging(container);
    checkHealthCheck(container);
    checkMounts(container, input);
    checkFetched(container, input);
    checkRestartPolicy(container);
  }
  const twice = containers.find(({ name }, index) => containers.findIndex((other) => other.name === name) !== index);
  if (twice !== undefined) {
    throw clientError(`Container names must be unique in a task definition: '${twice.name ?? ''}' is used twice.`);
  }
  if (containers.every(({ essential }) => essential === false)) {
    throw clientError("Task definition doesn't have any essential container.");
  }
  checkDependencies(containers);
}

function checkNames({ name, image }: ContainerDefinition): void {
  if (name === undefined || name === '') {
    throw clientError('Container.name should not be null or empty.');
  }
  if (!/^[A-Za-z0-9_-]{1,255}$/.test(name)) {
    throw clientError(`The container name '${name}' is not valid; up to 255 letters, digits, hyphens and underscores are allowed.`);
  }
  if (image === undefined || image === '') {
    throw clientError('Container.image should not be null or empty.');
  }
}

function checkNetworkSettings(container: ContainerDefinition, mode: NetworkMode): void {
  if (mode !== 'bridge' && (container.links?.length ?? 0) > 0) {
    throw clientError(`Links are not supported when networkMode=${mode}.`);
  }
  if (mode !== 'awsvpc') {
    return;
  }
  const forbidden: readonly (readonly [boolean, string])[] = [
    [container.hostname !== undefined, 'hostname is not supported on container when networkMode=awsvpc.'],
    [(container.dnsServers?.length ?? 0) > 0, 'DNS servers are not supported on container when networkMode=awsvpc.'],
    [(container.dnsSearchDomains?.length ?? 0) > 0, 'DNS search domains are not supported on container when networkMode=awsvpc.'],
    [(container.extraHosts?.length ?? 0) > 0, 'Extra hosts are not supported on container when networkMode=awsvpc.'],
    [container.disableNetworking === true, 'Disable Networking is not supported on container when networkMode=awsvpc.'],
  ];
  const broken = forbidden.find(([given]) => given);
  if (broken !== undefined) {
    throw clientError(broken[1]);
  }
}

function checkLogging({ name, logConfiguration }: ContainerDefinition): void {
  if (logConfiguration === undefined) {
    return;
  }
  const { logDriver, options = {} } = logConfiguration;
  const drivers = ['awslogs', 'awsfirelens', 'fluentd', 'gelf', 'journald', 'json-file', 'none', 'splunk', 'syslog'];
  if (!drivers.includes(logDriver ?? '')) {
    throw clientError(`The log driver '${logDriver ?? ''}' of container '${name ?? ''}' is not valid; allowed are ${drivers.join(', ')}.`);
  }
  for (const option of logDriver === 'awslogs' ? ['awslogs-group', 'awslogs-region'] : []) {
    if ((options[option] ?? '') === '') {
      throw clientError(`Log driver awslogs requires options: ${option}`);
    }
  }
}

function checkHealthCheck({ name, healthCheck }: ContainerDefinition): void {
  if (healthCheck === undefined) {
    return;
  }
  const { command = [], interval = 30, timeout = 5, retries = 3, startPeriod = 0 } = healthCheck;
  const inside = (value: number, least: number, most: number) => Number.isInteger(value) && value >= least && value <= most;
  if (command.length === 0 || command[0] === '') {
    throw clientError(`The health check of container '${name ?? ''}' has no command; it starts with CMD or CMD-SHELL.`);
  }
  if (!inside(interval, 5, 300) || !inside(timeout, 2, 60) || !inside(retries, 1, 10) || !inside(startPeriod, 0, 300)) {
    throw clientError(`The health check of container '${name ?? ''}' is not valid; allowed are interval 5 to 300, timeout 2 to 60, `
      + 'retries 1 to 10 and startPeriod 0 to 300.');
  }
}

function checkMounts(container: ContainerDefinition, input: RegisterTaskDefinitionRequest): void {
  const volumes = (input.volumes ?? []).map(({ name }) => name);
  const missing = (container.mountPoints ?? []).find(({ sourceVolume }) => !volumes.includes(sourceVolume));
  if (missing !== undefined) {
    throw clientError(`Unknown volume '${missing.sourceVolume ?? ''}'.`);
  }
  const others = (input.containerDefinitions ?? []).map(({ name }) => name).filter((name) => name !== container.name);
  const stranger = (container.volumesFrom ?? []).find(({ sourceContainer }) => !others.includes(sourceContainer));
  if (stranger !== undefined) {
    throw clientError(`The container '${stranger.sourceContainer ?? ''}' that container '${container.name ?? ''}' takes volumes from is not in the task.`);
  }
}
