import type { Lab } from '../../lab';
import { readContent } from '../../session/document/content';
import { ownDocument } from '../../session/document/own-document';
import type { Given } from '../../session/document/parameters';
import { readPreferences, type SessionPreferences } from '../../session/document/preferences';
import { DEFAULT_DOCUMENT, isAwsDocument, sessionDocument } from '../../session/target/documents';
import type { SessionDocument } from '../../session/target/documents';
import { documentTable, sessionVersion } from './documents';

/** What a StartSession request asks for: a document of AWS's own or of the account, and its preferences or else the account's. */
export function chooseDocument(
  lab: Pick<Lab, 'store'>, name: string = DEFAULT_DOCUMENT, given: Given = {},
): { readonly document: SessionDocument; readonly preferences: SessionPreferences } {
  const record = isAwsDocument(name) ? undefined : documentTable(lab).get(name);
  if (record === undefined) return { document: sessionDocument(name, given), preferences: accountPreferences(lab) };
  const content = readContent(sessionVersion(record));
  return {
    document: ownDocument(name, content, given),
    preferences: content.inputs === undefined ? accountPreferences(lab) : readPreferences(content.inputs),
  };
}

function accountPreferences(lab: Pick<Lab, 'store'>): SessionPreferences {
  const record = documentTable(lab).get(DEFAULT_DOCUMENT);
  return record === undefined ? {} : readPreferences(readContent(sessionVersion(record)).inputs ?? {});
}
