import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type Dockerode from 'dockerode';
import { EngineError, engineText, isNotFound } from './engine-error';
import { unless } from './reaper';

/** How long a pull may stay without a first answer from the registry. */
const REGISTRY_PATIENCE_MS = 10_000;

const COMPONENT = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const DOMAIN = '(?:[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)*|\\[[0-9a-fA-F:]+\\])(?::[0-9]+)?';
const REFERENCE = new RegExp(`^(?:${DOMAIN}/)?${COMPONENT}(?:/${COMPONENT})*(?::[\\w][\\w.-]{0,127})?(?:@[A-Za-z][\\w+.-]*:[0-9a-fA-F]{32,})?$`);

/** Whether a text can be the name of an image; anything else would lead elsewhere in the engine's API. */
export function isReference(text: string): boolean {
  return REFERENCE.test(text);
}

/** Id of an image (`sha256:…`); undefined when the engine has none of that name. */
export async function imageId(docker: Dockerode, reference: string): Promise<string | undefined> {
  if (!isReference(reference)) return undefined;
  return (await docker.getImage(reference).inspect().catch(unless(isNotFound)))?.Id;
}

/** Gives an engine the images of an archive, as `docker load` does. Resolves with the names or ids that it then has. */
export async function loadArchive(docker: Dockerode, archive: Readable): Promise<readonly string[]> {
  const loaded: string[] = [];
  await finished(await docker.loadImage(archive, { quiet: true }) as Readable, ({ stream }) => {
    const name = /^Loaded image(?: ID)?: (\S+)/.exec(stream ?? '')?.[1];
    if (name) {
      loaded.push(name);
    }
  });
  return loaded;
}

/** Copies an image from one engine to another and names it there. Resolves with its id there. */
export async function copyImage(from: Dockerode, source: string, to: Dockerode, reference: string): Promise<string> {
  const id = await imageId(from, source) ?? source;
  // asked for by id, the archive carries no name: the name that the image has here may not be the one wanted there
  const [loaded = id] = await loadArchive(to, await from.getImage(id).get() as Readable);
  await tagImage(to, loaded, reference);
  const named = await imageId(to, reference);
  if (!named) {
    throw new EngineError(`the image ${reference} is not there after it was loaded`);
  }
  return named;
}

/** Names an image; the name moves there if another image has it. */
export async function tagImage(docker: Dockerode, id: string, reference: string): Promise<void> {
  const { repository, tag } = splitReference(reference);
  await docker.getImage(id).tag({ repo: repository, tag });
}

/** Repository and tag of an image name; the tag is `latest` when none is given. */
export function splitReference(reference: string): { readonly repository: string; readonly tag: string } {
  const [, repository = reference, tag = 'latest'] = /^(.*?)(?::([^/:@]+))?(?:@.*)?$/.exec(reference) ?? [];
  return { repository, tag };
}

/** Why an image could not be pulled. */
export class PullError extends EngineError {
  constructor(
    message: string,
    /** The registry could not be reached, as opposed to having answered no. */
    readonly unreachable: boolean,
  ) {
    super(message);
  }
}

/**
 * Pulls an image. Rejects with a `PullError` that has the engine's own text, also when the registry has not answered
 * within `patience` milliseconds. Default: 10 s.
 */
export async function pullImage(docker: Dockerode, reference: string, patience: number = REGISTRY_PATIENCE_MS): Promise<void> {
  if (!isReference(reference)) {
    const why = isReference(reference.toLowerCase()) ? ': repository name must be lowercase' : '';
    throw new PullError(`invalid reference format${why}`, false);
  }
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), patience);
  try {
    const stream = await docker.pull(withTag(reference), { abortSignal: abort.signal }) as Readable;
    await finished(stream, () => clearTimeout(timer));
  } catch (error) {
    const text = abort.signal.aborted ? `no answer from the registry within ${patience / 1000} s` : engineText(error);
    throw new PullError(text, abort.signal.aborted || isUnreachable(text));
  } finally {
    clearTimeout(timer);
  }
}

/** Whether an engine's text about a pull says that there is no way to the registry. */
export function isUnreachable(text: string): boolean {
  return /no such host|connection refused|network is unreachable|i\/o timeout|timeout|no route to host|TLS|x509|server misbehaving|EOF/i.test(text)
    && !/manifest unknown|not found: manifest|access denied|does not exist/i.test(text);
}

// without a tag engines of some versions pull every tag
function withTag(reference: string): string {
  return /(:[^/]+|@.+)$/.test(reference) ? reference : `${reference}:latest`;
}

interface EngineMessage {
  readonly status?: string;
  readonly stream?: string;
  readonly error?: string;
  readonly errorDetail?: { readonly message?: string };
}

/** Follows an engine's stream of JSON messages to its end; rejects with the error that it reports. */
export async function finished(stream: Readable, onMessage?: (message: EngineMessage) => void): Promise<void> {
  for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) {
    if (line.trim() === '') {
      continue;
    }
    const message = JSON.parse(line) as EngineMessage;
    if (message.error ?? message.errorDetail) {
      throw new EngineError(message.errorDetail?.message ?? message.error ?? 'the engine reported an error without a text');
    }
    onMessage?.(message);
  }
  if (stream.errored) {
    throw stream.errored;
  }
}
