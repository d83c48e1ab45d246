import type { DeleteDocumentRequest, DeleteDocumentResult } from '@aws-sdk/client-ssm';
import type { Operation } from '../../gateway/operation';
import { unsupported } from '../../session/errors';
import { refuseOthers } from '../support/accepting';
import { documentTable, onDocument, requireDocument, type DocumentDependencies } from './documents';

export const deleteDocument = (lab: DocumentDependencies): Operation<DeleteDocumentRequest, DeleteDocumentResult> => ({
  access: ({ Name }) => onDocument('DeleteDocument', lab, Name),
  run(input) {
    refuseOthers('DeleteDocument', input, ['Name'], unsupported);
    documentTable(lab).delete(requireDocument(lab, input.Name).name);
    return {};
  },
});
