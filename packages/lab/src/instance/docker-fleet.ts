import type Dockerode from 'dockerode';
import type { Lab } from '../lab';
import { type PrivateNames, VpcResponders } from '../discovery/vpc-responders';
import type { HostEngine } from '../docker/connect';
import { engineOverStdio } from '../docker/dial-stdio';
import { EngineError } from '../docker/engine-error';
import { runInContainer } from '../docker/exec';
import { objectName } from '../docker/labels';
import type { Progress } from '../docker/progress';
import { removeContainer, removeVolume } from '../docker/reaper';
import type { PacketRule } from '../network/packet-filter';
import { Serial } from '../network/serial';
import { VpcNetworks } from '../network/vpc-networks';
import { adoptMachines } from './adoption';
import { DIAL_ENGINE } from './boot';
import type { InstanceSpec } from './fleet';
import { ImageFinder } from './images/image-finder';
import { ensureInstanceImage } from './images/instance-image';
import { TASK_RECIPES } from './images/task-recipes';
import type { AdoptedInstance, LoadedImage, Machines } from './machine';
import { listMachines } from './machine-container';
import { launchError, launchMachine, type ServeUserData } from './machine-launch';
import { runOnMachine } from './machine-process';
import { MachineFilters } from './machine-filters';
import { MachineWatch } from './machine-watch';
import { once } from './once';
import type { Process, ProcessSpec } from './process';
import { findRights } from './rights';

export interface DockerFleetOptions extends Pick<Lab, 'name' | 'region' | 'clock' | 'log'> {
  readonly host: HostEngine;
  /** Told what takes time, such as making images. Default: the lab's log. */
  readonly progress?: Progress;
  /** Names that VPCs resolve besides those that this machine does. Default: none. */
  readonly names?: PrivateNames;
  /** Default: nothing is served to user data. */
  readonly serveUserData?: ServeUserData;
}

const NO_NAMES: PrivateNames = { addresses: () => [], zones: () => [], answer: () => undefined };

/** The machines of a lab on this machine's Docker engine. */
export class DockerFleet implements Machines {
  private readonly running = new Set<string>();
  private readonly launches = new Map<string, { readonly abort: AbortController; readonly done: Promise<void> }>();
  private readonly engines = new Map<string, { readonly docker: Dockerode; close(): void }>();
  private readonly frozen = new Set<string>();
  private readonly listeners = new Set<(instanceId: string) => void>();
  private readonly freezeListeners = new Set<(instanceId: string, frozen: boolean) => void>();
  private readonly loads = new Map<string, Promise<LoadedImage>>();
  private readonly removals = new Serial();
  private readonly networks: VpcNetworks;
  private readonly responders: VpcResponders;
  private readonly images: ImageFinder;
  private readonly filters: MachineFilters;
  private readonly watch: MachineWatch;
  private readonly image: () => Promise<string>;
  private readonly rights: () => ReturnType<typeof findRights>;
  private readonly watching: () => Promise<void>;

  constructor(private readonly options: DockerFleetOptions) {
    const { host, name: lab, clock, log } = options;
    const progress = options.progress ?? ((line) => log.info(line));
    const warn = (message: string) => log.warn(message);
    this.image = once(() => ensureInstanceImage(host, lab, progress));
    this.rights = once(async () => findRights(host.docker, lab, await this.image()));
    this.responders = new VpcResponders({ names: options.names ?? NO_NAMES, clock, warn });
    this.networks = new VpcNetworks({ docker: host.docker, lab, image: this.image, responders: this.responders });
    this.images = new ImageFinder({ host, clock, warn, progress });
    this.filters = new MachineFilters({ isReady: (id) => this.isAnswering(id), run: (id, process) => this.run(id, process), warn });
    this.watch = new MachineWatch({
      docker: host.docker, lab, clock, warn, expected: () => this.running,
      onDeath: (id) => this.died(id), onFreeze: (id, frozen) => this.froze(id, frozen),
    });
    this.watching = once(() => this.watch.start());
  }

  /** Makes what the first launch and the workshop's first tasks would otherwise wait for. */
  async prepare(): Promise<void> {
    await this.image();
    await this.rights();
    for (const { standsFor } of TASK_RECIPES) {
      await this.images.find(standsFor);
    }
  }

  launch(spec: InstanceSpec): Promise<void> {
    const { instanceId } = spec;
    const known = this.launches.get(instanceId);
    if (known || this.running.has(instanceId)) {
      return known?.done ?? Promise.resolve();
    }
    const abort = new AbortController();
    const done = this.start(spec, abort.signal).finally(() => this.launches.delete(instanceId));
    this.launches.set(instanceId, { abort, done });
    return done;
  }

  private async start(spec: InstanceSpec, signal: AbortSignal): Promise<void> {
    const { host, name: lab, region, log, serveUserData } = this.options;
    try {
      await this.watching();
      const { networks, image, rights, filters } = this;
      const filter = () => filters.initial(spec.instanceId);
      await launchMachine(spec, { host, lab, region, log, signal, serveUserData, networks, image, rights, filter });
      this.running.add(spec.instanceId);
      filters.apply(spec.instanceId);
    } catch (error) {
      await this.remove(spec.instanceId);
      throw launchError(spec.instanceId, error);
    }
  }

  async terminate(instanceId: string): Promise<void> {
    const launch = this.launches.get(instanceId);
    launch?.abort.abort(new Error('it was terminated'));
    this.running.delete(instanceId);
    this.frozen.delete(instanceId);
    await this.remove(instanceId);
    if (launch) {
      await launch.done.catch(() => undefined);
      await this.remove(instanceId);
    }
  }

  /** Removes all that a machine is or was made of. Can be repeated. */
  private remove(instanceId: string): Promise<void> {
    const { host: { docker }, name: lab } = this.options;
    return this.removals.run(instanceId, async () => {
      this.disconnect(instanceId);
      const containers = await listMachines(docker, lab, instanceId);
      await Promise.all(containers.map(({ Id }) => removeContainer(docker, Id)));
      await removeVolume(docker, objectName(lab, instanceId));
      await this.networks.release(instanceId);
      this.filters.forget(instanceId);
    });
  }

  filter(instanceId: string, rules: readonly PacketRule[]): void {
    this.filters.set(instanceId, rules);
  }

  async run(instanceId: string, process: ProcessSpec): Promise<Process> {
    this.require(instanceId);
    return runOnMachine(this.options.host.docker, objectName(this.options.name, instanceId), process);
  }

  isRunning(instanceId: string): boolean {
    return this.running.has(instanceId);
  }

  isAnswering(instanceId: string): boolean {
    return this.running.has(instanceId) && !this.frozen.has(instanceId);
  }

  engine(instanceId: string): Dockerode {
    this.require(instanceId);
    const { host, name: lab } = this.options;
    const engine = this.engines.get(instanceId)
      ?? engineOverStdio(() => runInContainer(host.docker, objectName(lab, instanceId), { argv: DIAL_ENGINE }));
    this.engines.set(instanceId, engine);
    return engine.docker;
  }

  loadImage(instanceId: string, reference: string): Promise<LoadedImage> {
    const key = `${instanceId} ${reference}`;
    const load = this.loads.get(key)
      ?? this.images.load(this.engine(instanceId), reference).finally(() => this.loads.delete(key));
    this.loads.set(key, load);
    return load;
  }

  onExit(listener: (instanceId: string) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  onFreeze(listener: (instanceId: string, frozen: boolean) => void): () => void {
    this.freezeListeners.add(listener);
    return () => this.freezeListeners.delete(listener);
  }

  async adopt(): Promise<readonly AdoptedInstance[]> {
    const { host, name: lab } = this.options;
    await this.watching();
    const adopted = await adoptMachines(host.docker, lab, this.networks);
    adopted.forEach(({ instanceId }) => this.running.add(instanceId));
    return adopted;
  }

  /** Ends the connections to the engines; the machines go on running. */
  /** Other names are private now. */
  namesChanged(): void {
    this.responders.zonesChanged();
  }

  close(): void {
    this.watch.stop();
    this.responders.close();
    [...this.engines.keys()].forEach((instanceId) => this.disconnect(instanceId));
  }

  private died(instanceId: string): void {
    if (this.running.delete(instanceId)) {
      this.frozen.delete(instanceId);
      this.disconnect(instanceId);
      this.listeners.forEach((listener) => listener(instanceId));
    }
  }

  private froze(instanceId: string, frozen: boolean): void {
    if (this.running.has(instanceId) && this.frozen.has(instanceId) !== frozen) {
      this.frozen[frozen ? 'add' : 'delete'](instanceId);
      this.filters.apply(instanceId);
      this.freezeListeners.forEach((listener) => listener(instanceId, frozen));
    }
  }

  private disconnect(instanceId: string): void {
    this.engines.get(instanceId)?.close();
    this.engines.delete(instanceId);
  }

  private require(instanceId: string): void {
    if (!this.running.has(instanceId)) {
      throw new EngineError(`the instance ${instanceId} is not running`);
    }
  }
}
