import type Dockerode from 'dockerode';
import type { Fleet } from './fleet';

/** The Docker engines inside the instances, for the container agents. */
export interface InstanceEngines {
  /** A client of the engine inside a running instance: hijacked and streamed requests work. Throws for an unknown instance. */
  engine(instanceId: string): Dockerode;
}

/** Where a task image was found. */
export type ImageSource = 'instance' | 'host' | 'registry' | 'debian-packages';

/** An image that an instance's engine now has. */
export interface LoadedImage {
  readonly reference: string;
  /** `sha256:…`, the image id in the instance's engine. */
  readonly imageId: string;
  readonly source: ImageSource;
}

/** An image that cannot be had. `name` is the ECS agent's error name, for example `CannotPullContainerError`. */
export class ImageUnavailable extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CannotPullContainerError';
  }
}

/** A running container of this lab that was found again after a restart. */
export interface AdoptedInstance {
  readonly instanceId: string;
  readonly privateIpAddress: string;
  readonly subnetId: string;
  readonly vpcId: string;
}

/** Everything the machines of a lab can do: `Fleet` plus what agents and the lab's start need. */
export interface Machines extends Fleet, InstanceEngines {
  /**
   * Puts an image into an instance's engine: found there, else on the host's engine, else pulled there, else (workshop images only)
   * made from Debian packages. Rejects with `ImageUnavailable`.
   */
  loadImage(instanceId: string, reference: string): Promise<LoadedImage>;
  /** Told when a machine ends that was not terminated through the fleet. Returns what unsubscribes. */
  onExit(listener: (instanceId: string) => void): () => void;
  /** Told when a machine freezes as a whole, and when it goes on. Returns what unsubscribes. */
  onFreeze(listener: (instanceId: string, frozen: boolean) => void): () => void;
  /** After a restart of the lab: takes over the machines that still run and removes what is half made. */
  adopt(): Promise<readonly AdoptedInstance[]>;
}
