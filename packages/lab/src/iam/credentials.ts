import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../clock/clock';
import type { Store } from '../state/store';
import type { Principal } from './principal';
import { rootPrincipal } from './principals';

/** Temporary keys, in the shape that STS answers with. */
export interface TemporaryCredentials {
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly SessionToken: string;
  readonly Expiration: Date;
}

/** The lab's own lasting key, printed by `ecs-lab env`; worth nothing anywhere else. */
export interface RootKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export type Resolution =
  | { readonly kind: 'known'; readonly principal: Principal }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'expired' };

/** Every key that the lab accepts. Keys of a real account are never among them. */
export interface Credentials {
  readonly rootKey: RootKey;
  /** Keys for a principal, good for so many seconds. */
  issue(principal: Principal, seconds: number): TemporaryCredentials;
  resolve(accessKeyId: string, sessionToken: string | undefined): Resolution;
  /** Ends keys before their time, for example when their task has stopped. */
  revoke(accessKeyId: string): void;
}

interface Issued {
  readonly secret: string;
  readonly token: string;
  readonly principal: Principal;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** Expired keys are still told apart from unknown ones for this long, in milliseconds. */
const REMEMBERED = 24 * 60 * 60_000;

export interface CredentialsOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly accountId: string;
  /** Part of the root key, so that one lab's environment is not good for another. */
  readonly labName: string;
}

export function createCredentials({ store, clock, accountId, labName }: CredentialsOptions): Credentials {
  const issued = store.table<Issued>('iam.credentials');
  const rootKey = rootKeyOf(labName);
  return {
    rootKey,
    issue(principal, seconds) {
      const now = clock.now().getTime();
      for (const id of forgotten(issued.list(), now)) issued.delete(id);
      const id = `ASIA${letters(randomBytes(16))}`;
      const key: Issued = {
        secret: randomBytes(30).toString('base64'), token: `${id}${randomBytes(96).toString('base64')}`, principal, expiresAt: now + seconds * 1_000,
      };
      issued.put(id, key);
      return { AccessKeyId: id, SecretAccessKey: key.secret, SessionToken: key.token, Expiration: new Date(key.expiresAt) };
    },
    resolve(accessKeyId, sessionToken) {
      if (accessKeyId === rootKey.accessKeyId) {
        return sessionToken ? { kind: 'unknown' } : { kind: 'known', principal: rootPrincipal(accountId) };
      }
      const key = issued.get(accessKeyId);
      if (!key || sessionToken === undefined || !sameText(key.token, sessionToken)) return { kind: 'unknown' };
      return key.expiresAt <= clock.now().getTime() ? { kind: 'expired' } : { kind: 'known', principal: key.principal };
    },
    revoke: (accessKeyId) => issued.delete(accessKeyId),
  };
}

/** The root key of a lab: the same at every start. */
export function rootKeyOf(labName: string): RootKey {
  const digest = createHash('sha256').update(`ecs-lab root key of ${labName}`).digest();
  return { accessKeyId: `ECSLAB${letters(digest.subarray(0, 14))}`, secretAccessKey: `not-a-secret-${digest.toString('hex').slice(0, 27)}` };
}

/** A key begins its own token. */
function forgotten(keys: readonly Issued[], now: number): readonly string[] {
  return keys.filter(({ expiresAt }) => expiresAt + REMEMBERED < now).map(({ token }) => token.slice(0, 20));
}

function letters(bytes: Buffer): string {
  return [...bytes].map((byte) => ALPHABET[byte % 32]).join('');
}

function sameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
