import { CfnResource, Stack } from 'aws-cdk-lib';
import { ContainerModel, Port, PortMappingModel, TaskModel } from './model';

type Json = Record<string, unknown>;

/**
 * Reads a task definition as its template will show it.
 *
 * The template, and not the construct, is read: ports that arrive through `defaultContainer`, containers added later and property
 * overrides are all there. What an app cannot know before deployment stays `unknown`.
 */
export function readTaskDefinition(definition: CfnResource): TaskModel {
  const template = Stack.of(definition).resolve(definition._toCloudFormation()) as { Resources?: Record<string, Json> };
  const properties = object(object(Object.values(template.Resources ?? {})[0]).Properties);
  return { networkMode: networkMode(properties.NetworkMode), containers: list(properties.ContainerDefinitions).map(container) };
}

function networkMode(value: unknown): TaskModel['networkMode'] {
  switch (value) {
    case 'host': case 'none': case 'bridge': case 'awsvpc': return value;
    // what ECS takes on Linux
    case undefined: return 'bridge';
    default: return 'unknown';
  }
}

function container(value: unknown, index: number): ContainerModel {
  const { Name: name, User: user, PortMappings: mappings } = object(value);
  return {
    name: typeof name === 'string' ? name : `#${index}`,
    user: typeof user === 'string' ? user : undefined,
    portMappings: list(mappings).map(portMapping),
  };
}

function portMapping(value: unknown): PortMappingModel {
  const mapping = object(value);
  return {
    containerPort: port(mapping.ContainerPort),
    hostPort: port(mapping.HostPort),
    containerPortRange: mapping.ContainerPortRange === undefined ? undefined : String(mapping.ContainerPortRange),
    protocol: mapping.Protocol === 'udp' ? 'udp' : 'tcp',
  };
}

function port(value: unknown): Port | undefined {
  if (value === undefined || typeof value === 'number') {
    return value;
  }
  // CloudFormation takes numbers as strings too
  return typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : 'unknown';
}

function object(value: unknown): Json {
  return typeof value === 'object' && value !== null ? value as Json : {};
}

function list(value: unknown): unknown[] {
  if (Array.isArray(value)) {
    return value;
  }
  // an override of the first element of a missing list makes an object with the key 0
  const entries = Object.entries(object(value));
  return entries.every(([key]) => /^\d+$/.test(key)) ? entries.map(([, element]) => element) : [];
}
