import type { CancelCommandRequest, CancelCommandResult } from '@aws-sdk/client-ssm';
import { AwsError } from '../../gateway/aws-error';
import type { Operation } from '../../gateway/operation';
import { unsupported } from '../../session/errors';
import { refuseOthers } from '../support/accepting';
import type { SessionDependencies } from './session-dependencies';

/** Stops a command where it has not ended. */
export function cancelCommand({ commands }: Pick<SessionDependencies, 'commands'>): Operation<CancelCommandRequest, CancelCommandResult> {
  return {
    run(input) {
      refuseOthers('CancelCommand', input, ['CommandId', 'InstanceIds'], unsupported);
      const commandId = input.CommandId ?? '';
      if (commands.commands.get(commandId) === undefined) throw new AwsError('InvalidCommandId', `${commandId} is not the id of a command.`);
      commands.cancel(commandId, input.InstanceIds ?? []);
      return {};
    },
  };
}
