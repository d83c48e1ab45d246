import { ContainerModel, PortMappingModel, TaskModel } from './model';
import { flag, Json, list, object, text, wholeNumber } from './resource';

/**
 * Reads a task definition as its template will show it.
 *
 * The template, and not the construct, is read: ports that arrive through `defaultContainer`, containers added later and property
 * overrides are all there. What an app cannot know before deployment stays `unknown`.
 */
export function readTaskDefinition(properties: Json): TaskModel {
  return {
    networkMode: networkMode(properties.NetworkMode),
    containers: list(properties.ContainerDefinitions).map(container),
    pidMode: text(properties.PidMode),
  };
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
  const { Name: name, User: user, PortMappings: mappings, Links: links, ReadonlyRootFilesystem: readonlyRoot, MountPoints: mounts } = object(value);
  return {
    name: text(name) ?? `#${index}`,
    user: text(user),
    portMappings: list(mappings).map(portMapping),
    links: list(links).map((link) => text(link) ?? 'a container'),
    readonlyRoot: flag(readonlyRoot) === true && !SESSION_PATHS.every((path) => list(mounts).map(object).some((mount) => mayWrite(mount, path))),
  };
}

/** Where the agent of ECS Exec writes to. */
const SESSION_PATHS = ['/var/lib/amazon/ssm', '/var/log/amazon/ssm'];

/** Whether a volume may make a folder writable. */
function mayWrite({ ContainerPath: mount, ReadOnly: readOnly }: Json, path: string): boolean {
  return flag(readOnly) !== true && (typeof mount !== 'string' || `${path}/`.startsWith(`${mount.replace(/\/$/, '')}/`));
}

function portMapping(value: unknown): PortMappingModel {
  const mapping = object(value);
  return {
    containerPort: wholeNumber(mapping.ContainerPort),
    hostPort: wholeNumber(mapping.HostPort),
    containerPortRange: mapping.ContainerPortRange === undefined ? undefined : String(mapping.ContainerPortRange),
    protocol: mapping.Protocol === 'udp' ? 'udp' : 'tcp',
  };
}
