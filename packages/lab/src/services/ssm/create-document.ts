import type { CreateDocumentRequest, CreateDocumentResult } from '@aws-sdk/client-ssm';
import { AwsError } from '../../gateway/aws-error';
import type { Operation } from '../../gateway/operation';
import { unsupported, validation } from '../../session/errors';
import { isAwsDocument } from '../../session/target/documents';
import { refuseOthers } from '../support/accepting';
import { describe, documentTable, onDocument, requireContent, requireJson, type DocumentDependencies } from './documents';

/** Makes a session document; documents of other kinds are refused. */
export const createDocument = (lab: DocumentDependencies): Operation<CreateDocumentRequest, CreateDocumentResult> => ({
  access: ({ Name }) => onDocument('CreateDocument', lab, Name),
  run(input) {
    refuseOthers('CreateDocument', input, ['Name', 'Content', 'DocumentType', 'DocumentFormat'], unsupported);
    const { Name: name = '', DocumentType: type } = input;
    if (!/^[a-zA-Z0-9_\-.]{3,128}$/.test(name) || /^(aws|amazon|amzn)-/i.test(name) || isAwsDocument(name)) {
      throw validation(`Name must be 3 to 128 letters, digits, dots, dashes and underscores, and not begin as AWS's own do, got ${JSON.stringify(name)}.`);
    }
    if (type !== 'Session') throw validation(`This lab has documents of the type Session only, got DocumentType ${type ?? 'Command'}.`);
    requireJson(input.DocumentFormat);
    const content = requireContent(name, input.Content);
    if (documentTable(lab).get(name) !== undefined) throw new AwsError('DocumentAlreadyExists', `Document with same name ${name} already exists`);
    const record = { name, defaultVersion: 1, versions: [{ content, createdAt: lab.clock.now().toISOString() }] };
    documentTable(lab).put(name, record);
    return { DocumentDescription: describe(record, 1, lab) };
  },
});
