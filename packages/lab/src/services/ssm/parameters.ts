import { createHash } from 'node:crypto';
import type { Parameter } from '@aws-sdk/client-ssm';
import { AwsError } from '../../gateway/aws-error';
import type { Access } from '../../gateway/operation';
import type { Lab } from '../../lab';
import type { Table } from '../../state/store';
import { findKeyArn } from '../kms/keys';
import { publicParameter } from './public-parameters';

export interface ParameterRecord {
  readonly name: string;
  readonly type: 'String' | 'StringList' | 'SecureString';
  readonly dataType: string;
  readonly description?: string;
  readonly allowedPattern?: string;
  readonly tier: string;
  /** Id, ARN or alias of a customer's key, of a secure string; absent: the account's own, which every caller may use. */
  readonly keyId?: string;
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
  /** Newest last. */
  readonly versions: readonly { readonly version: number; readonly value: string; readonly modifiedAt: string }[];
}

export interface ParameterDeps extends Pick<Lab, 'clock' | 'region' | 'accountId'> {
  readonly parameters: Table<ParameterRecord>;
  /** ARN of the KMS key that an id, ARN or alias names; undefined when there is none. */
  readonly keyArn: (keyId: string) => string | undefined;
}

export function createParameterDeps({ store, clock, region, accountId }: Pick<Lab, 'store' | 'clock' | 'region' | 'accountId'>): ParameterDeps {
  return { clock, region, accountId, parameters: store.table<ParameterRecord>('ssm.parameters'), keyArn: (keyId) => findKeyArn(store, keyId) };
}

export const notFound = (name: string, more = ''): AwsError => new AwsError('ParameterNotFound', `Parameter ${name} not found.${more}`);

/** ARN of a parameter; names without a slash get one. */
export function arnOf({ region, accountId }: ParameterDeps, name: string): string {
  return `arn:aws:ssm:${region}:${accountId}:parameter${name.startsWith('/') ? '' : '/'}${name}`;
}

/** A permission on the parameter of that name (or ARN, or `name:version`). */
export function onParameter(deps: ParameterDeps, action: string, name = ''): Access {
  return { action: `ssm:${action}`, resource: name.startsWith('arn:') ? name.split(':').slice(0, 6).join(':') : arnOf(deps, name.split(':')[0] ?? '') };
}

/** Permissions on the key of a secure string that is to be read in clear; the account's own key lets everybody. */
export function onKeyOf(deps: ParameterDeps, name = '', decrypt = false): readonly Access[] {
  const { keyId } = recordOf(deps, name) ?? {};
  const arn = keyId === undefined || !decrypt ? undefined : deps.keyArn(keyId);
  return arn === undefined ? [] : [{ action: 'kms:Decrypt', resource: arn, context: { 'kms:ViaService': `ssm.${deps.region}.amazonaws.com` } }];
}

function recordOf(deps: ParameterDeps, asked: string): ParameterRecord | undefined {
  const [name = ''] = localName(asked).split(':');
  return deps.parameters.get(name) ?? (name.startsWith('/') ? deps.parameters.get(name.slice(1)) : undefined);
}

const localName = (asked: string): string => (asked.startsWith('arn:') ? asked.slice(asked.indexOf(':parameter') + ':parameter'.length) : asked);

/**
 * The parameter of a name, a `name:version` or an ARN; AWS's public ones included. Undefined when there is none.
 * A secure string is answered in clear only when asked for.
 */
export function findParameter(deps: ParameterDeps, asked: string, decrypt: boolean): Parameter | undefined {
  const [name = '', selector] = localName(asked).split(':');
  const open = publicParameter(name);
  if (open !== undefined) {
    return { Name: name, Type: 'String', Value: open, Version: 1, DataType: 'text', ARN: `arn:aws:ssm:${deps.region}::parameter${name}`, LastModifiedDate: new Date('2026-01-01T00:00:00Z') };
  }
  const record = recordOf(deps, name);
  if (!record) return undefined;
  const version = selector === undefined ? record.versions.at(-1) : record.versions.find((one) => String(one.version) === selector);
  if (!version) throw new AwsError('ParameterVersionNotFound', `Systems Manager could not find version ${selector} of ${name}. Verify the version and try again.`);
  return {
    Name: record.name, Type: record.type, Version: version.version, DataType: record.dataType, ARN: arnOf(deps, record.name),
    LastModifiedDate: new Date(version.modifiedAt),
    Value: record.type === 'SecureString' && !decrypt ? sealed(version.value) : version.value,
    ...(selector !== undefined && { Selector: `:${selector}` }),
  };
}

// stands for the cipher text that AWS shows; values are kept in clear in the lab's home
function sealed(value: string): string {
  return `AQICAH${createHash('sha512').update(value).digest('base64')}`;
}
