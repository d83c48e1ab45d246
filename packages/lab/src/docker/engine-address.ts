import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { EngineError } from './engine-error';

/** Where a Docker engine listens. */
export type EngineAddress =
  | { readonly kind: 'socket'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number; readonly tlsFolder?: string };

/** What the search for an engine looks at. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly platform: NodeJS.Platform;
  readonly exists: (path: string) => boolean;
  /** Content of a file; undefined when it is not there. */
  readonly read: (path: string) => string | undefined;
}

export const thisMachine = (environment: NodeJS.ProcessEnv = process.env): Surroundings => ({
  environment,
  home: homedir(),
  platform: process.platform,
  exists: existsSync,
  read: (path) => existsSync(path) ? readFileSync(path, 'utf8') : undefined,
});

/** The address as a person writes it. */
export function describeAddress(address: EngineAddress): string {
  return address.kind === 'socket' ? address.path : `tcp://${address.host}:${address.port}`;
}

/**
 * Finds the engine as the docker CLI does: DOCKER_HOST, then the context in use, then the usual sockets.
 * Throws an `EngineError` when there is none or its address cannot be used.
 */
export function findEngine(machine: Surroundings): EngineAddress {
  const { environment } = machine;
  if (environment.DOCKER_HOST) {
    const verified = Boolean(environment.DOCKER_TLS_VERIFY);
    return parseHost(environment.DOCKER_HOST, verified ? environment.DOCKER_CERT_PATH ?? join(machine.home, '.docker') : undefined);
  }
  const context = currentContext(machine);
  if (context) {
    return context;
  }
  const candidates = defaultSockets(machine);
  const found = candidates.find((path) => machine.exists(path));
  if (!found) {
    throw new EngineError(`no Docker engine was found (looked for ${candidates.join(', ')}): install and start Docker, or set DOCKER_HOST`);
  }
  return { kind: 'socket', path: found };
}

function parseHost(host: string, tlsFolder?: string): EngineAddress {
  const [, scheme = 'tcp', rest = ''] = /^(?:([a-z]+):\/\/)?(.*)$/.exec(host) ?? [];
  if (scheme === 'unix' || scheme === 'npipe') {
    return { kind: 'socket', path: rest };
  }
  const port = /^(?:\[([0-9a-f:]+)\]|([^:/]+))(?::(\d+))?\/?$/i.exec(rest);
  if ((scheme === 'tcp' || scheme === 'http' || scheme === 'https') && port) {
    return { kind: 'tcp', host: (port[1] ?? port[2])!, port: Number(port[3] ?? (tlsFolder ? 2376 : 2375)), tlsFolder };
  }
  throw new EngineError(`the Docker address "${host}" cannot be used: unix://, npipe:// and tcp:// are supported; `
    + 'for ssh, forward the socket with "ssh -L" and point DOCKER_HOST at it');
}

function currentContext(machine: Surroundings): EngineAddress | undefined {
  const folder = machine.environment.DOCKER_CONFIG ?? join(machine.home, '.docker');
  const name = machine.environment.DOCKER_CONTEXT ?? parseConfig(machine.read(join(folder, 'config.json'))).currentContext;
  if (!name || name === 'default') {
    return undefined;
  }
  const id = createHash('sha256').update(name).digest('hex');
  const meta = machine.read(join(folder, 'contexts', 'meta', id, 'meta.json'));
  const host = meta && (JSON.parse(meta) as ContextMeta).Endpoints?.docker?.Host;
  if (!host) {
    throw new EngineError(`the Docker context "${name}" names no engine: choose another one with "docker context use"`);
  }
  const tlsFolder = join(folder, 'contexts', 'tls', id, 'docker');
  return parseHost(host, machine.exists(tlsFolder) ? tlsFolder : undefined);
}

interface ContextMeta {
  readonly Endpoints?: { readonly docker?: { readonly Host?: string } };
}

function parseConfig(text: string | undefined): { readonly currentContext?: string } {
  if (!text) {
    return {};
  }
  try {
    return JSON.parse(text) as { currentContext?: string };
  } catch (error) {
    throw new EngineError('the Docker configuration (config.json) is not JSON: correct it, or set DOCKER_HOST', { cause: error });
  }
}

function defaultSockets({ platform, home, environment }: Surroundings): string[] {
  if (platform === 'win32') {
    return ['//./pipe/docker_engine', '//./pipe/dockerDesktopLinuxEngine'];
  }
  const runtime = environment.XDG_RUNTIME_DIR;
  return [
    '/var/run/docker.sock',
    join(home, '.docker', 'run', 'docker.sock'),
    join(home, '.docker', 'desktop', 'docker.sock'),
    join(home, '.colima', 'default', 'docker.sock'),
    join(home, '.rd', 'docker.sock'),
    ...runtime ? [join(runtime, 'docker.sock')] : [],
  ];
}
