import type { AnyOperation } from '../../gateway/operation';
import { cancelCommand } from './cancel-command';
import { createDocument } from './create-document';
import { deleteDocument } from './delete-document';
import { describeDocument } from './describe-document';
import { describeInstanceInformation } from './describe-instance-information';
import { describeSessions } from './describe-sessions';
import { getCommandInvocation } from './get-command-invocation';
import { getConnectionStatus } from './get-connection-status';
import { getDocument } from './get-document';
import { listCommandInvocations } from './list-command-invocations';
import { listCommands } from './list-commands';
import { resumeSession } from './resume-session';
import { sendCommand } from './send-command';
import type { SessionDependencies } from './session-dependencies';
import { startSession } from './start-session';
import { terminateSession } from './terminate-session';
import { updateDocument } from './update-document';
import { updateDocumentDefaultVersion } from './update-document-default-version';

/** The operations of Systems Manager that are about sessions, their documents, and commands. */
export function sessionOperations(dependencies: SessionDependencies): Readonly<Record<string, AnyOperation>> {
  return {
    StartSession: startSession(dependencies),
    ResumeSession: resumeSession(dependencies),
    TerminateSession: terminateSession(dependencies),
    DescribeSessions: describeSessions(dependencies),
    SendCommand: sendCommand(dependencies),
    GetCommandInvocation: getCommandInvocation(dependencies),
    ListCommandInvocations: listCommandInvocations(dependencies),
    ListCommands: listCommands(dependencies),
    CancelCommand: cancelCommand(dependencies),
    DescribeInstanceInformation: describeInstanceInformation(dependencies),
    GetConnectionStatus: getConnectionStatus(dependencies),
    CreateDocument: createDocument(dependencies.lab),
    UpdateDocument: updateDocument(dependencies.lab),
    UpdateDocumentDefaultVersion: updateDocumentDefaultVersion(dependencies.lab),
    GetDocument: getDocument(dependencies.lab),
    DescribeDocument: describeDocument(dependencies.lab),
    DeleteDocument: deleteDocument(dependencies.lab),
  };
}
