import type { DescribeDocumentRequest, DescribeDocumentResult } from '@aws-sdk/client-ssm';
import type { Operation } from '../../gateway/operation';
import { unsupported } from '../../session/errors';
import { refuseOthers } from '../support/accepting';
import { describe, onDocument, requireDocument, versionOf, type DocumentDependencies } from './documents';

export const describeDocument = (lab: DocumentDependencies): Operation<DescribeDocumentRequest, DescribeDocumentResult> => ({
  access: ({ Name }) => onDocument('DescribeDocument', lab, Name),
  run(input) {
    refuseOthers('DescribeDocument', input, ['Name', 'DocumentVersion'], unsupported);
    const record = requireDocument(lab, input.Name);
    return { Document: describe(record, versionOf(record, input.DocumentVersion), lab) };
  },
});
