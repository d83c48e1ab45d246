import type Dockerode from 'dockerode';

/** What the agent needs to know of an image. */
export interface ImageFacts {
  /** `NAME=value` lines. */
  readonly environment: readonly string[];
  /** `sha256:…` of the registry's manifest; absent for images that came from no registry. */
  readonly digest?: string;
}

/** Images that an instance's engine is known to have, so that a task on a warm instance costs no question. */
export class ImageCache {
  private readonly known = new Map<string, Promise<ImageFacts>>();

  constructor(private readonly docker: Dockerode, private readonly load: (reference: string) => Promise<unknown>) {}

  /** Rejects with the failure of the pull. */
  ensure(reference: string): Promise<ImageFacts> {
    const known = this.known.get(reference);
    if (known !== undefined) {
      return known;
    }
    const facts = this.fetch(reference);
    this.known.set(reference, facts);
    facts.catch(() => this.known.delete(reference));
    return facts;
  }

  /** The engine said that it has not got the image after all. */
  forget(reference: string): void {
    this.known.delete(reference);
  }

  private async fetch(reference: string): Promise<ImageFacts> {
    await this.load(reference);
    const { Config, RepoDigests = [] } = await this.docker.getImage(reference).inspect();
    return { environment: Config.Env ?? [], digest: RepoDigests?.[0]?.split('@')[1] };
  }
}
