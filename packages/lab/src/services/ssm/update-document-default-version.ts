import type { UpdateDocumentDefaultVersionRequest, UpdateDocumentDefaultVersionResult } from '@aws-sdk/client-ssm';
import type { Operation } from '../../gateway/operation';
import { unsupported } from '../../session/errors';
import { refuseOthers } from '../support/accepting';
import { documentTable, onDocument, requireDocument, versionOf, type DocumentDependencies } from './documents';

export const updateDocumentDefaultVersion = (
  lab: DocumentDependencies,
): Operation<UpdateDocumentDefaultVersionRequest, UpdateDocumentDefaultVersionResult> => ({
  access: ({ Name }) => onDocument('UpdateDocumentDefaultVersion', lab, Name),
  run(input) {
    refuseOthers('UpdateDocumentDefaultVersion', input, ['Name', 'DocumentVersion'], unsupported);
    const record = requireDocument(lab, input.Name);
    const defaultVersion = versionOf(record, input.DocumentVersion ?? '');
    documentTable(lab).put(record.name, { ...record, defaultVersion });
    return { Description: { Name: record.name, DefaultVersion: String(defaultVersion) } };
  },
});
