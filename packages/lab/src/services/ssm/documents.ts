import type { DocumentDescription } from '@aws-sdk/client-ssm';
import { createHash } from 'node:crypto';
import { AwsError } from '../../gateway/aws-error';
import type { Access } from '../../gateway/operation';
import type { Lab } from '../../lab';
import { readContent } from '../../session/document/content';
import { readPreferences } from '../../session/document/preferences';
import { DEFAULT_DOCUMENT, isAwsDocument } from '../../session/target/documents';

/** A session document of the account, in the store. */
export interface DocumentRecord {
  readonly name: string;
  readonly defaultVersion: number;
  /** Oldest first, numbered from 1. */
  readonly versions: readonly { readonly content: string; /** ISO 8601. */ readonly createdAt: string }[];
}

export type DocumentDependencies = Pick<Lab, 'clock' | 'store' | 'accountId' | 'region'>;

export const documentTable = ({ store }: Pick<Lab, 'store'>) => store.table<DocumentRecord>('ssm-documents');

/** The document of that name. Throws `InvalidDocument`. */
export function requireDocument(lab: DocumentDependencies, name = ''): DocumentRecord {
  const record = documentTable(lab).get(name);
  if (record !== undefined) return record;
  if (isAwsDocument(name)) throw new AwsError('InvalidDocument', `Document ${name} is AWS's own: this lab opens sessions with it, but does not show it.`);
  throw new AwsError('InvalidDocument', `Document with name ${name} does not exist.`);
}

/** A version by its number, `$LATEST` or `$DEFAULT`. Default: the default version */
export function versionOf({ versions, defaultVersion }: DocumentRecord, asked = '$DEFAULT'): number {
  const number = asked === '$LATEST' ? versions.length : asked === '$DEFAULT' ? defaultVersion : Number(asked);
  if (versions[number - 1] === undefined) throw new AwsError('InvalidDocumentVersion', `The document version ${asked} is not valid or does not exist.`);
  return number;
}

/** The version that sessions take: the account's preferences are always the last ones. */
export function sessionVersion(record: DocumentRecord): string {
  return record.versions[versionOf(record, record.name === DEFAULT_DOCUMENT ? '$LATEST' : '$DEFAULT') - 1]?.content ?? '';
}

/** Throws where the content is no session document that the lab honours. */
export function requireContent(name: string, content = ''): string {
  const { sessionType, inputs } = readContent(content);
  if (name === DEFAULT_DOCUMENT && sessionType !== 'Standard_Stream') {
    throw new AwsError('InvalidDocumentContent', `${DEFAULT_DOCUMENT} holds the account's preferences: its sessionType must be Standard_Stream, got ${sessionType}.`);
  }
  if (inputs !== undefined) readPreferences(inputs);
  return content;
}

/** Throws for a format other than JSON. */
export function requireJson(format = 'JSON'): void {
  if (format !== 'JSON') throw new AwsError('InvalidDocumentContent', `This lab reads session documents in JSON only, got DocumentFormat ${format}.`);
}

export function describe(record: DocumentRecord, version: number, { accountId }: Pick<Lab, 'accountId'>): DocumentDescription {
  const { content = '', createdAt = '' } = record.versions[version - 1] ?? {};
  return {
    Name: record.name,
    Owner: accountId,
    Hash: hashOf(content),
    HashType: 'Sha256',
    CreatedDate: new Date(createdAt),
    Status: 'Active',
    DocumentType: 'Session',
    DocumentFormat: 'JSON',
    DocumentVersion: String(version),
    LatestVersion: String(record.versions.length),
    DefaultVersion: String(record.defaultVersion),
    SchemaVersion: '1.0',
    PlatformTypes: ['Windows', 'Linux', 'MacOS'],
    Tags: [],
  };
}

export const hashOf = (content: string): string => createHash('sha256').update(content).digest('hex');

export function onDocument(action: string, { accountId, region }: Pick<Lab, 'accountId' | 'region'>, name = ''): readonly Access[] {
  return [{ action: `ssm:${action}`, resource: `arn:aws:ssm:${region}:${accountId}:document/${name}` }];
}
