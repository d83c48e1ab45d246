import { randomBytes } from 'node:crypto';
import type { Access } from '../../gateway/operation';
import { invalidParameter, invalidRequest, notFound } from './errors';
import type { SecretDeps, SecretRecord, Tag } from './model';

const SUFFIX = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** ARN of a new secret: its name and six random characters. */
export function newArn({ region, accountId }: SecretDeps, name: string): string {
  const random = [...randomBytes(6)].map((byte) => SUFFIX[byte % SUFFIX.length]).join('');
  return `arn:aws:secretsmanager:${region}:${accountId}:secret:${name}-${random}`;
}

/** The secret of a name, an ARN, or an ARN without the six characters at its end; those marked for deletion included. */
export function findSecret({ secrets }: SecretDeps, asked = ''): SecretRecord | undefined {
  return secrets.get(asked) ?? secrets.list().find(({ name, arn }) => name === asked || arn.replace(/-[A-Za-z0-9]{6}$/, '') === asked);
}

export function requireSecret(deps: SecretDeps, asked: string | undefined): SecretRecord {
  const found = findSecret(deps, asked);
  if (!found || isOver(deps, found)) throw notFound();
  return found;
}

/** One that is not marked for deletion. */
export function requireLivingSecret(deps: SecretDeps, asked: string | undefined): SecretRecord {
  const found = requireSecret(deps, asked);
  if (found.deletedAt !== undefined) {
    throw invalidRequest("You can't perform this operation on the secret because it was marked for deletion.");
  }
  return found;
}

/** Whether its recovery window has ended. */
export const isOver = ({ clock }: SecretDeps, { deletionAt }: SecretRecord): boolean =>
  deletionAt !== undefined && Date.parse(deletionAt) <= clock.now().getTime();

/** A permission on the secret that is asked for; `key`: what its customer's key must allow besides. */
export function onSecret(deps: SecretDeps, action: string, asked = '', key?: 'Decrypt' | 'GenerateDataKey'): readonly Access[] {
  const found = findSecret(deps, asked);
  const { region, accountId } = deps;
  const resource = found?.arn ?? (asked.startsWith('arn:') ? asked : `arn:aws:secretsmanager:${region}:${accountId}:secret:${asked}`);
  const tags = (found?.tags ?? []).map(({ Key, Value }) => [`aws:ResourceTag/${Key}`, Value] as const);
  const context = { 'secretsmanager:SecretId': asked, ...Object.fromEntries(tags) };
  return [{ action: `secretsmanager:${action}`, resource, context }, ...key === undefined ? [] : onKey(deps, key, found?.kmsKeyId)];
}

/** What a customer's key must allow; the account's own key allows everything. */
export function onKey(deps: SecretDeps, action: 'Decrypt' | 'GenerateDataKey', kmsKeyId: string | undefined): readonly Access[] {
  const arn = kmsKeyId === undefined ? undefined : deps.keyArn(kmsKeyId);
  return arn === undefined ? [] : [{ action: `kms:${action}`, resource: arn, context: { 'kms:ViaService': `secretsmanager.${deps.region}.amazonaws.com` } }];
}

/** The key's id as it is kept: none for the account's own. Throws for a key that is not there. */
export function checkedKey({ keyArn }: SecretDeps, kmsKeyId: string | undefined): string | undefined {
  if (kmsKeyId === undefined || kmsKeyId === '' || /alias\/aws\/secretsmanager$/.test(kmsKeyId)) return undefined;
  if (keyArn(kmsKeyId) === undefined) throw invalidParameter(`KmsKeyId ${JSON.stringify(kmsKeyId)} names no key; give the id, ARN or alias of one.`);
  return kmsKeyId;
}

export function checkedTags(tags: readonly Partial<Tag>[] = []): readonly Tag[] {
  const checked = tags.map(({ Key = '', Value = '' }) => ({ Key, Value }));
  const wrong = checked.find(({ Key }, index) => Key === '' || Key.length > 128 || checked.findIndex((other) => other.Key === Key) !== index);
  if (wrong) throw invalidParameter(`The tag key ${JSON.stringify(wrong.Key)} is empty, too long or given twice; 1 to 128 characters are allowed, each key once.`);
  return checked;
}
