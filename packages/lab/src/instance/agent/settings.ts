/** What `/etc/ecs/ecs.config` decides; everything has the default of an ECS-optimised image. */
export interface AgentSettings {
  /** Default: `default`. */
  readonly cluster: string;
  /** Whether the file names the cluster; `default` is made by the agent when nobody did. */
  readonly clusterIsNamed: boolean;
  readonly reservedPorts: readonly number[];
  readonly reservedPortsUdp: readonly number[];
  /** MiB. */
  readonly reservedMemory: number;
  /** Seconds. Default: 30. */
  readonly stopTimeout: number;
  /** Milliseconds; absent where the default holds. */
  readonly cleanupWait?: number;
  /** `<first>-<last>` that host ports for bridge mode are taken from; absent where the instance's own `ip_local_port_range` holds. */
  readonly dynamicPorts?: string;
  readonly loggingDrivers: readonly string[];
  readonly taskRoles: boolean;
  readonly taskRolesInHostMode: boolean;
  readonly attributes: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
}

/** The five that AWS's agent reserves. */
export const RESERVED_PORTS: readonly number[] = [22, 2376, 2375, 51678, 51679];

const DEFAULTS: AgentSettings = {
  cluster: 'default',
  clusterIsNamed: false,
  reservedPorts: RESERVED_PORTS,
  reservedPortsUdp: [],
  reservedMemory: 0,
  stopTimeout: 30,
  loggingDrivers: ['json-file', 'syslog', 'awslogs', 'fluentd', 'none'],
  taskRoles: true,
  taskRolesInHostMode: true,
  attributes: {},
  tags: {},
};

type Reader = (value: string) => Partial<AgentSettings>;

const READERS: Readonly<Record<string, Reader>> = {
  ECS_CLUSTER: (value) => value === '' ? {} : { cluster: value, clusterIsNamed: true },
  ECS_RESERVED_PORTS: (value) => ({ reservedPorts: list(value).map(Number) }),
  ECS_RESERVED_PORTS_UDP: (value) => ({ reservedPortsUdp: list(value).map(Number) }),
  ECS_RESERVED_MEMORY: (value) => ({ reservedMemory: whole(value) }),
  ECS_CONTAINER_STOP_TIMEOUT: (value) => ({ stopTimeout: Math.max(1, duration(value) / 1_000) }),
  ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION: (value) => ({ cleanupWait: duration(value) }),
  ECS_DYNAMIC_HOST_PORT_RANGE: (value) => ({ dynamicPorts: portRange(value) }),
  ECS_AVAILABLE_LOGGING_DRIVERS: (value) => ({ loggingDrivers: list(value).map(String) }),
  ECS_ENABLE_TASK_IAM_ROLE: (value) => ({ taskRoles: value === 'true' }),
  ECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST: (value) => ({ taskRolesInHostMode: value === 'true' }),
  ECS_INSTANCE_ATTRIBUTES: (value) => ({ attributes: record(value) }),
  ECS_CONTAINER_INSTANCE_TAGS: (value) => ({ tags: record(value) }),
};

export interface ParsedSettings {
  readonly settings: AgentSettings;
  /** One sentence each: settings that have no effect here. */
  readonly remarks: readonly string[];
}

/** Reads an `ecs.config`: `NAME=value` lines, comments, the last of equal names wins. */
export function parseSettings(text: string): ParsedSettings {
  let settings = DEFAULTS;
  const remarks: string[] = [];
  for (const line of text.split('\n').map((raw) => raw.trim()).filter((raw) => raw !== '' && !raw.startsWith('#'))) {
    const [, name, value = ''] = /^(?:export\s+)?([A-Za-z_]\w*)=(.*)$/.exec(line) ?? [];
    const reader = name === undefined ? undefined : READERS[name];
    if (reader === undefined) {
      remarks.push(`"${name ?? line}" in ecs.config has no effect in this lab`);
      continue;
    }
    try {
      settings = { ...settings, ...reader(value.trim()) };
    } catch (error) {
      remarks.push(`${name ?? ''} in ecs.config is "${value}", ${error instanceof Error ? error.message : String(error)}: its default holds`);
    }
  }
  return { settings, remarks };
}

function list(value: string): readonly unknown[] {
  const parsed: unknown = JSON.parse(value);
  if (!Array.isArray(parsed)) {
    throw new Error('not a JSON list');
  }
  return parsed;
}

function record(value: string): Record<string, string> {
  const parsed: unknown = JSON.parse(value);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new Error('not a JSON object');
  }
  return Object.fromEntries(Object.entries(parsed).map(([name, text]) => [name, String(text)]));
}

function whole(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 0) {
    throw new Error('not a whole number');
  }
  return number;
}

function portRange(value: string): string {
  const [, first, last] = /^(\d{1,5})-(\d{1,5})$/.exec(value) ?? [];
  if (first === undefined || Number(first) < 1 || Number(first) > Number(last) || Number(last) > 65_535) {
    throw new Error('not a range of ports such as 32768-60999');
  }
  return value;
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** A Go duration such as `1h30m` or `90s`, in milliseconds. */
function duration(value: string): number {
  if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(value)) {
    throw new Error('not a duration such as 30s or 1h');
  }
  return [...value.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)].reduce((total, [, count, unit]) => total + Number(count) * UNITS[unit!]!, 0);
}
