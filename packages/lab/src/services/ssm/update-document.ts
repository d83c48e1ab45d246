import type { UpdateDocumentRequest, UpdateDocumentResult } from '@aws-sdk/client-ssm';
import { AwsError } from '../../gateway/aws-error';
import type { Operation } from '../../gateway/operation';
import { unsupported } from '../../session/errors';
import { refuseOthers } from '../support/accepting';
import { describe, documentTable, onDocument, requireContent, requireDocument, requireJson, versionOf, type DocumentDependencies } from './documents';

/** Gives a session document one more version, on top of its last. */
export const updateDocument = (lab: DocumentDependencies): Operation<UpdateDocumentRequest, UpdateDocumentResult> => ({
  access: ({ Name }) => onDocument('UpdateDocument', lab, Name),
  run(input) {
    refuseOthers('UpdateDocument', input, ['Name', 'Content', 'DocumentFormat', 'DocumentVersion'], unsupported);
    requireJson(input.DocumentFormat);
    const record = requireDocument(lab, input.Name);
    if (versionOf(record, input.DocumentVersion ?? '$LATEST') !== record.versions.length) {
      throw new AwsError('InvalidDocumentVersion', `The document version is not valid: only the last one, ${record.versions.length} or $LATEST, can be updated.`);
    }
    const content = requireContent(record.name, input.Content);
    if (record.versions.some((version) => version.content === content)) {
      throw new AwsError('DuplicateDocumentContent', 'The content of the association document matches another document. Change the content of the document and try again.');
    }
    const updated = { ...record, versions: [...record.versions, { content, createdAt: lab.clock.now().toISOString() }] };
    documentTable(lab).put(record.name, updated);
    return { DocumentDescription: describe(updated, updated.versions.length, lab) };
  },
});
