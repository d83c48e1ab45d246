import { isDeepStrictEqual } from 'node:util';
import { AwsError } from '../../gateway/aws-error';
import { invalidParameter, invalidRequest, notFound } from './errors';
import { CURRENT, PREVIOUS, type SecretRecord, type SecretVersion } from './model';

/** Most versions without a staging label that are kept, oldest go first. */
const KEPT_WITHOUT_STAGE = 100;

export interface SecretValue {
  readonly SecretString?: string;
  /** Base64. */
  readonly SecretBinary?: string;
}

/** The value of an input; undefined when it gives none. */
export function valueOf({ SecretString, SecretBinary }: SecretValue): Pick<SecretVersion, 'text' | 'binary'> | undefined {
  if (SecretString !== undefined && SecretBinary !== undefined) {
    throw invalidParameter('You can\'t specify both a binary secret value and a string secret value in the same secret.');
  }
  if ((SecretString ?? SecretBinary ?? '').length > 65_536) throw invalidParameter('The secret value has more than 65536 bytes.');
  return SecretString !== undefined ? { text: SecretString } : SecretBinary !== undefined ? { binary: SecretBinary } : undefined;
}

/**
 * The secret with one more version under these labels. A label moves from the version that had it; with AWSCURRENT the version before
 * becomes AWSPREVIOUS. The same version id with the same value changes nothing.
 */
export function withVersion(secret: SecretRecord, id: string, value: Pick<SecretVersion, 'text' | 'binary'>, stages: readonly string[], now: string): SecretRecord {
  const known = secret.versions.find((version) => version.id === id);
  if (known !== undefined) {
    if (!isDeepStrictEqual({ text: known.text, binary: known.binary }, { text: value.text, binary: value.binary })) {
      throw new AwsError('ResourceExistsException', 'A resource with the ID you requested already exists.');
    }
    return secret;
  }
  const placed: SecretRecord = { ...secret, changedAt: now, versions: [...secret.versions, { id, ...value, stages: [], createdAt: now }] };
  return forgotten(stages.reduce<SecretRecord>((record, stage) => withStage(record, stage, id), placed));
}

/** The secret with a label at another version; undefined takes it off. */
export function withStage(secret: SecretRecord, stage: string, to: string | undefined): SecretRecord {
  const from = secret.versions.find(({ stages }) => stages.includes(stage));
  const moved = secret.versions.map((version) => ({
    ...version,
    stages: [...version.stages.filter((one) => one !== stage), ...version.id === to ? [stage] : []],
  }));
  const next = { ...secret, versions: moved };
  return stage === CURRENT && from !== undefined && from.id !== to ? withStage(next, PREVIOUS, from.id) : next;
}

/** The version that is asked for; by default AWSCURRENT. */
export function findVersion({ versions }: SecretRecord, id: string | undefined, stage: string | undefined): SecretVersion {
  if (id === undefined) {
    const label = stage ?? CURRENT;
    const found = versions.find(({ stages }) => stages.includes(label));
    if (!found) throw notFound(`Secrets Manager can't find the specified secret value for staging label: ${label}`);
    return found;
  }
  const found = versions.find((version) => version.id === id);
  if (!found) throw notFound(`Secrets Manager can't find the specified secret value for VersionId: ${id}`);
  if (stage !== undefined && !found.stages.includes(stage)) {
    throw invalidRequest('You provided a VersionStage that is not associated to the provided VersionId.');
  }
  return found;
}

/** The labels of each version that has any. */
export const stagesOf = ({ versions }: SecretRecord): Record<string, readonly string[]> =>
  Object.fromEntries(versions.filter(({ stages }) => stages.length > 0).map(({ id, stages }) => [id, stages]));

function forgotten(secret: SecretRecord): SecretRecord {
  const bare = secret.versions.filter(({ stages }) => stages.length === 0);
  const over = new Set(bare.slice(0, Math.max(0, bare.length - KEPT_WITHOUT_STAGE)));
  return over.size === 0 ? secret : { ...secret, versions: secret.versions.filter((version) => !over.has(version)) };
}
