import { AwsError } from '../../gateway/aws-error';
import type { Access } from '../../gateway/operation';
import type { Lab } from '../../lab';
import type { Store, Table } from '../../state/store';

/** A key as a record: this lab encrypts nothing. */
export interface KeyRecord {
  readonly id: string;
  readonly arn: string;
  readonly description: string;
  readonly createdAt: string;
  readonly state: 'Enabled' | 'Disabled' | 'PendingDeletion';
  readonly deletionAt?: string;
  readonly policy: string;
  readonly rotation: boolean;
  /** Days. */
  readonly rotationPeriod: number;
  readonly multiRegion: boolean;
  readonly tags: readonly { readonly TagKey: string; readonly TagValue: string }[];
}

export interface AliasRecord {
  readonly name: string;
  readonly keyId: string;
  readonly createdAt: string;
}

export interface KmsDeps extends Pick<Lab, 'clock' | 'region' | 'accountId'> {
  readonly keys: Table<KeyRecord>;
  readonly aliases: Table<AliasRecord>;
}

export const kmsTables = (store: Store): Pick<KmsDeps, 'keys' | 'aliases'> =>
  ({ keys: store.table<KeyRecord>('kms.keys'), aliases: store.table<AliasRecord>('kms.aliases') });

export const aliasArn = ({ region, accountId }: KmsDeps, name: string): string => `arn:aws:kms:${region}:${accountId}:${name}`;
export const notFound = (text: string): AwsError => new AwsError('NotFoundException', text);

const localName = (asked: string): string => (asked.startsWith('arn:') ? asked.split(':').slice(5).join(':') : asked);

function findKey({ keys, aliases }: Pick<KmsDeps, 'keys' | 'aliases'>, asked: string): KeyRecord | undefined {
  const local = localName(asked);
  const id = local.startsWith('alias/') ? aliases.get(local)?.keyId : local.replace(/^key\//, '');
  return id === undefined ? undefined : keys.get(id);
}

/** For services that use keys: the ARN of the key of an id, a key ARN, an alias or an alias ARN. */
export const findKeyArn = (store: Store, asked: string): string | undefined => findKey(kmsTables(store), asked)?.arn;

/** The key of an id, a key ARN, an alias or an alias ARN. */
export function requireKey(deps: KmsDeps, asked = ''): KeyRecord {
  const local = localName(asked);
  const key = findKey(deps, asked);
  if (key) return key;
  throw notFound(local.startsWith('alias/') ? `Alias ${aliasArn(deps, local)} is not found.` : `Key '${asked.startsWith('arn:') ? asked : aliasArn(deps, `key/${local}`)}' does not exist`);
}

/** A key that is not about to be deleted. */
export function requireLivingKey(deps: KmsDeps, asked: string | undefined): KeyRecord {
  const key = requireKey(deps, asked);
  if (key.state === 'PendingDeletion') throw new AwsError('KMSInvalidStateException', `${key.arn} is pending deletion.`);
  return key;
}

/** A permission on the key that the input names. */
export function onKey(deps: KmsDeps, action: string): (input: { readonly KeyId?: string; readonly TargetKeyId?: string }) => readonly Access[] {
  return ({ KeyId, TargetKeyId }) => {
    const asked = KeyId ?? TargetKeyId ?? '';
    const id = asked.startsWith('alias/') ? deps.aliases.get(asked)?.keyId ?? asked : asked.replace(/^key\//, '');
    return [{ action: `kms:${action}`, resource: asked.startsWith('arn:') ? asked : aliasArn(deps, `key/${id}`) }];
  };
}

/** Metadata as DescribeKey answers it. */
export function keyView(key: KeyRecord, accountId: string): object {
  return {
    AWSAccountId: accountId, KeyId: key.id, Arn: key.arn, CreationDate: new Date(key.createdAt), Enabled: key.state === 'Enabled', Description: key.description,
    KeyUsage: 'ENCRYPT_DECRYPT', KeyState: key.state, Origin: 'AWS_KMS', KeyManager: 'CUSTOMER', CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT', KeySpec: 'SYMMETRIC_DEFAULT',
    EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'], MultiRegion: key.multiRegion,
    ...(key.deletionAt !== undefined && { DeletionDate: new Date(key.deletionAt) }),
  };
}
