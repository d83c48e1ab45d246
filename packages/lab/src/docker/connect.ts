import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Dockerode from 'dockerode';
import { describeAddress, findEngine, thisMachine, type EngineAddress, type Surroundings } from './engine-address';
import { EngineError, explainConnection } from './engine-error';

/** Docker 20.10: private cgroup namespaces and volume labels need it. */
export const MINIMUM_API_VERSION = '1.41';

/** The machine's own Docker engine. */
export interface HostEngine {
  readonly docker: Dockerode;
  readonly address: string;
  readonly version: string;
  readonly apiVersion: string;
  /** For example `amd64`. */
  readonly architecture: string;
}

/**
 * Finds the engine, connects and checks that it is new enough and runs Linux containers.
 * Rejects with an `EngineError` of one sentence.
 */
export async function connectEngine(machine: Surroundings = thisMachine()): Promise<HostEngine> {
  const found = findEngine(machine);
  const address = describeAddress(found);
  const docker = new Dockerode(clientOptions(found));
  const version = await docker.version().catch((error: unknown) => {
    throw new EngineError(explainConnection(address, error), { cause: error });
  });
  if (version.Os !== 'linux') {
    throw new EngineError(`the Docker engine at ${address} runs ${version.Os} containers: switch it to Linux containers`);
  }
  if (compareVersions(version.ApiVersion, MINIMUM_API_VERSION) < 0) {
    throw new EngineError(`the Docker engine at ${address} is too old (${version.Version}, API ${version.ApiVersion}): `
      + `20.10 (API ${MINIMUM_API_VERSION}) or newer is needed`);
  }
  return { docker, address, version: version.Version, apiVersion: version.ApiVersion, architecture: version.Arch };
}

/** Negative, zero or positive, as `a` is older, the same or newer. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  const major = (left![0] ?? 0) - (right![0] ?? 0);
  return major !== 0 ? major : (left![1] ?? 0) - (right![1] ?? 0);
}

// every member is set: what is left out would be filled from DOCKER_* variables by the client itself
function clientOptions(address: EngineAddress): Dockerode.DockerOptions {
  if (address.kind === 'socket') {
    return { socketPath: address.path, host: undefined, protocol: 'http', ca: undefined, cert: undefined, key: undefined };
  }
  const tls = address.tlsFolder;
  const pem = (name: string) => tls === undefined ? undefined : readFileSync(join(tls, `${name}.pem`));
  return {
    socketPath: undefined, host: address.host, port: address.port, protocol: tls === undefined ? 'http' : 'https',
    ca: pem('ca'), cert: pem('cert'), key: pem('key'),
  };
}
