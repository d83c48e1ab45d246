import type { GetDocumentRequest, GetDocumentResult } from '@aws-sdk/client-ssm';
import type { Operation } from '../../gateway/operation';
import { unsupported } from '../../session/errors';
import { refuseOthers } from '../support/accepting';
import { onDocument, requireDocument, requireJson, versionOf, type DocumentDependencies } from './documents';

export const getDocument = (lab: DocumentDependencies): Operation<GetDocumentRequest, GetDocumentResult> => ({
  access: ({ Name }) => onDocument('GetDocument', lab, Name),
  run(input) {
    refuseOthers('GetDocument', input, ['Name', 'DocumentVersion', 'DocumentFormat'], unsupported);
    requireJson(input.DocumentFormat);
    const record = requireDocument(lab, input.Name);
    const version = versionOf(record, input.DocumentVersion);
    const { content = '', createdAt = '' } = record.versions[version - 1] ?? {};
    return {
      Name: record.name, CreatedDate: new Date(createdAt), DocumentVersion: String(version), Status: 'Active', Content: content, DocumentType: 'Session',
      DocumentFormat: 'JSON',
    };
  },
});
