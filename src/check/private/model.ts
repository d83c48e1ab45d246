/** A port that the code gives, or one that is known only at deploy time. */
export type Port = number | 'unknown';

/** One entry of the port mappings of a container. */
export interface PortMappingModel {
  /** Undefined where the mapping has none. */
  readonly containerPort?: Port;
  /** Undefined where the mapping has none. */
  readonly hostPort?: Port;
  /** Undefined where the mapping has none. */
  readonly containerPortRange?: string;
  /** `tcp` where the mapping does not say. */
  readonly protocol: 'tcp' | 'udp';
}

/** One container of a task definition. */
export interface ContainerModel {
  readonly name: string;
  /** Undefined where the definition has none, which is not always root: the image decides. */
  readonly user?: string;
  readonly portMappings: readonly PortMappingModel[];
  /** Containers that it is linked to; none where it is left out. */
  readonly links?: readonly string[];
  /** Whether its root file system is certainly read-only, where sessions write too. */
  readonly readonlyRoot?: boolean;
}

/** The part of a task definition that the rules read. */
export interface TaskModel {
  /** `unknown` where it is known only at deploy time. */
  readonly networkMode: 'host' | 'none' | 'bridge' | 'awsvpc' | 'unknown';
  readonly containers: readonly ContainerModel[];
  /** Whose processes the containers see; undefined where the definition does not say. */
  readonly pidMode?: string;
}

/** A port that a task takes on its instance. */
export interface HostPortClaim {
  readonly container: string;
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
}

/** The host ports that the scheduler reserves for a task: the static ones of the host and bridge modes. */
export function hostPortClaims(task: TaskModel): HostPortClaim[] {
  if (task.networkMode !== 'host' && task.networkMode !== 'bridge') {
    return [];
  }
  return task.containers.flatMap((container) => container.portMappings.flatMap((mapping) => {
    const port = task.networkMode === 'host' ? mapping.hostPort ?? mapping.containerPort : mapping.hostPort;
    return typeof port === 'number' && port > 0 ? [{ container: container.name, port, protocol: mapping.protocol }] : [];
  }));
}
