import type { GetCommandInvocationRequest, GetCommandInvocationResult } from '@aws-sdk/client-ssm';
import { AwsError } from '../../gateway/aws-error';
import type { Operation } from '../../gateway/operation';
import { keyOf } from '../../session/command/runner';
import { PLUGIN_NAME, invocationView } from '../../session/command/view';
import { unsupported } from '../../session/errors';
import { refuseOthers } from '../support/accepting';
import type { SessionDependencies } from './session-dependencies';

/** What became of a command on one instance. */
export function getCommandInvocation(
  { commands }: Pick<SessionDependencies, 'commands'>,
): Operation<GetCommandInvocationRequest, GetCommandInvocationResult> {
  return {
    run(input) {
      refuseOthers('GetCommandInvocation', input, ['CommandId', 'InstanceId', 'PluginName'], unsupported);
      const { CommandId: commandId = '', InstanceId: instanceId = '', PluginName: plugin } = input;
      if (!/^[0-9a-f-]{36}$/.test(commandId)) throw new AwsError('InvalidCommandId', `${commandId} is not the id of a command.`);
      const command = commands.commands.get(commandId);
      const invocation = commands.invocations.get(keyOf({ commandId, instanceId }));
      // AWS gives no text here
      if (command === undefined || invocation === undefined) throw new AwsError('InvocationDoesNotExist', '');
      if (plugin !== undefined && plugin !== PLUGIN_NAME) {
        throw new AwsError('InvalidPluginName', `${plugin} is not a plugin of ${command.documentName}: ${PLUGIN_NAME}.`);
      }
      return invocationView(command, invocation);
    },
  };
}
