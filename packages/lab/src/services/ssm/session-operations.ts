import type { AnyOperation } from '../../gateway/operation';
import { cancelCommand } from './cancel-command';
import { describeInstanceInformation } from './describe-instance-information';
import { describeSessions } from './describe-sessions';
import { getCommandInvocation } from './get-command-invocation';
import { listCommandInvocations } from './list-command-invocations';
import { listCommands } from './list-commands';
import { resumeSession } from './resume-session';
import { sendCommand } from './send-command';
import type { SessionDependencies } from './session-dependencies';
import { startSession } from './start-session';
import { terminateSession } from './terminate-session';

/** The operations of Systems Manager that are about sessions and commands. */
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
  };
}
