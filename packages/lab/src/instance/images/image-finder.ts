import type Dockerode from 'dockerode';
import type { Clock } from '../../clock/clock';
import type { HostEngine } from '../../docker/connect';
import { copyImage, imageId, pullImage, PullError } from '../../docker/images';
import type { Progress } from '../../docker/progress';
import { ImageUnavailable, type ImageSource, type LoadedImage } from '../machine';
import { ensureTaskImage } from './task-image';
import { findRecipe } from './task-recipes';

/** How long a registry that could not be reached is not asked again. */
const UNREACHABLE_FOR_MS = 10 * 60_000;

/** Private registries of AWS accounts: no lab asks anything of AWS. */
const PRIVATE_ECR = /^\d{12}\.dkr[.-]ecr(?:-fips)?\./;

export interface ImageFinderOptions {
  readonly host: HostEngine;
  readonly clock: Clock;
  /** Told loudly when an image is not what its name says. */
  readonly warn: (message: string) => void;
  readonly progress: Progress;
}

/** An image on the host's engine. */
interface Found {
  readonly name: string;
  readonly source: ImageSource;
}

/** Finds task images: on the host's engine, in their registry, and for the workshop's two in Debian packages. */
export class ImageFinder {
  private readonly searches = new Map<string, Promise<Found>>();
  private readonly warned = new Set<string>();
  private readonly unreachable = new Map<string, { readonly until: number; readonly text: string }>();

  constructor(private readonly options: ImageFinderOptions) {}

  /** Puts an image into an engine under its own name. Rejects with `ImageUnavailable`. */
  async load(engine: Dockerode, reference: string): Promise<LoadedImage> {
    const present = await imageId(engine, reference);
    if (present) {
      return { reference, imageId: present, source: 'instance' };
    }
    const found = await this.find(reference);
    const { docker } = this.options.host;
    return { reference, imageId: await copyImage(docker, found.name, engine, reference), source: found.source };
  }

  /** Sees to it that the host's engine has the image; requests for the same one share the work. */
  find(reference: string): Promise<Found> {
    const running = this.searches.get(reference);
    if (running) {
      return running;
    }
    const search = this.search(reference).finally(() => this.searches.delete(reference));
    this.searches.set(reference, search);
    return search;
  }

  private async search(reference: string): Promise<Found> {
    const { host, progress } = this.options;
    if (await imageId(host.docker, reference)) {
      return { name: reference, source: 'host' };
    }
    if (PRIVATE_ECR.test(registryOf(reference))) {
      throw new ImageUnavailable(`Error response from daemon: ${reference} is not on this machine, and this lab has no ECR and asks no registry of AWS: `
        + 'build or tag it under that name in this machine\'s Docker engine, or bring it with `ecs-lab image load`');
    }
    const refusal = await this.pull(reference);
    if (!refusal) {
      return { name: reference, source: 'registry' };
    }
    const recipe = refusal.unreachable ? findRecipe(reference) : undefined;
    if (recipe) {
      this.warnOnce(`${reference} cannot be pulled (${refusal.message}): tasks get a stand-in that is made from Debian packages`);
      return { name: await ensureTaskImage(host, recipe, progress), source: 'debian-packages' };
    }
    throw new ImageUnavailable(`Error response from daemon: ${refusal.message}`);
  }

  private warnOnce(message: string): void {
    if (!this.warned.has(message)) {
      this.warned.add(message);
      this.options.warn(message);
    }
  }

  /** Why the image could not be pulled; undefined when it was. */
  private async pull(reference: string): Promise<PullError | undefined> {
    const { host, clock, progress } = this.options;
    const registry = registryOf(reference);
    const known = this.unreachable.get(registry);
    if (known && clock.now().getTime() < known.until) {
      return new PullError(known.text, true);
    }
    try {
      progress(`pulling ${reference}`);
      await pullImage(host.docker, reference);
      return undefined;
    } catch (error) {
      if (!(error instanceof PullError)) {
        throw error;
      }
      if (error.unreachable) {
        this.unreachable.set(registry, { until: clock.now().getTime() + UNREACHABLE_FOR_MS, text: error.message });
      }
      return error;
    }
  }
}

/** Host of the registry that an image name points to. */
export function registryOf(reference: string): string {
  const [first = '', ...rest] = reference.split('/');
  return rest.length > 0 && /[.:]|^localhost$/.test(first) ? first : 'docker.io';
}
