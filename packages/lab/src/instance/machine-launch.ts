import type { LabLog } from '../lab';
import type { HostEngine } from '../docker/connect';
import { EngineError } from '../docker/engine-error';
import { objectName } from '../docker/labels';
import { isUsable } from '../network/addresses';
import type { VpcNetworks } from '../network/vpc-networks';
import { startMachine } from './boot';
import { collect } from './collect';
import type { InstanceSpec } from './fleet';
import { machineOptions } from './machine-container';
import { runOnMachine } from './machine-process';
import type { Process, ProcessSpec } from './process';
import type { EngineRights } from './rights';
import { parseUserData, type UserData } from './user-data';

export interface LaunchOptions {
  readonly host: HostEngine;
  readonly lab: string;
  readonly region: string;
  readonly networks: VpcNetworks;
  readonly image: () => Promise<string>;
  readonly rights: () => Promise<EngineRights>;
  /** The packet filter to start with, asked when the machine is made. */
  readonly filter: () => string | undefined;
  readonly log: LabLog;
  /** Opens what user data needs beside its machine; resolves with what closes it. */
  readonly serveUserData?: ServeUserData;
  /** Aborted when the machine is to be removed before it is ready. */
  readonly signal: AbortSignal;
}

/** Called when the machine's engine answers, with what runs a process there. */
export type ServeUserData = (spec: InstanceSpec, run: (process: ProcessSpec) => Promise<Process>) => Promise<() => Promise<void>>;

/** Makes a machine, waits for its engine and runs its user data. What it leaves when it rejects is for the caller to remove. */
export async function launchMachine(spec: InstanceSpec, options: LaunchOptions): Promise<void> {
  const { host, lab, region, networks, signal } = options;
  const userData = parseUserData(spec.userData);
  if (!isUsable(spec.subnetCidr, spec.privateIpAddress)) {
    throw new EngineError(`an instance cannot have the address ${spec.privateIpAddress} in ${spec.subnetId} (${spec.subnetCidr}): `
      + 'the first four addresses and the last of a subnet are AWS\'s own');
  }
  const subnet = { vpcId: spec.vpcId, subnetId: spec.subnetId, cidr: spec.subnetCidr };
  const [image, rights, place] = await Promise.all([options.image(), options.rights(), networks.acquire(subnet, spec.instanceId)]);
  signal.throwIfAborted();
  const made = machineOptions(host, spec, { lab, region, image, rights, network: place.network, filter: options.filter() });
  const container = await host.docker.createContainer(made);
  signal.throwIfAborted();
  await Promise.all([startMachine(container), place.routed]);
  await runUserData(container.id, spec, userData, options);
  signal.throwIfAborted();
  await container.rename({ name: objectName(lab, spec.instanceId) });
}

async function runUserData(
  containerId: string, spec: InstanceSpec, userData: UserData, { host: { docker }, log, serveUserData }: LaunchOptions,
): Promise<void> {
  const { instanceId } = spec;
  if (userData.kind === 'ignored') {
    log.warn(`${instanceId}: ${userData.warning}`);
  }
  if (userData.kind !== 'script') {
    return;
  }
  const run = (process: ProcessSpec) => runOnMachine(docker, containerId, process);
  const close = await serveUserData?.(spec, run);
  const ended = run({ argv: ['/usr/lib/ecs-lab/user-data.sh'] }).then((process) => collect(process, userData.script));
  const { status, output } = await ended.finally(close);
  if (status !== 0) {
    // an instance on AWS goes on too
    log.warn(`${instanceId}: the user data ended with status ${status} (on the instance: /var/log/cloud-init-output.log): `
      + output.trim().split('\n').join(' | '));
  }
}

/** Turns any failure of a launch into one sentence that names the machine. */
export function launchError(instanceId: string, error: unknown): EngineError {
  return new EngineError(`${instanceId} could not be started: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
}
