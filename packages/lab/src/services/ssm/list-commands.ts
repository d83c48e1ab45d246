import type { ListCommandsRequest, ListCommandsResult } from '@aws-sdk/client-ssm';
import type { Operation } from '../../gateway/operation';
import { commandFilter } from '../../session/command/filter';
import { commandView } from '../../session/command/view';
import { invalidToken, unsupported } from '../../session/errors';
import { refuseOthers } from '../support/accepting';
import { page } from '../support/page';
import type { SessionDependencies } from './session-dependencies';

/** Commands that were sent, newest first. */
export function listCommands({ commands }: Pick<SessionDependencies, 'commands'>): Operation<ListCommandsRequest, ListCommandsResult> {
  return {
    run(input) {
      refuseOthers('ListCommands', input, ['CommandId', 'InstanceId', 'MaxResults', 'NextToken', 'Filters'], unsupported);
      const fits = commandFilter(input.Filters);
      const all = commands.commands.list().flatMap((command) => {
        const invocations = commands.invocationsOf(command.commandId);
        const wanted = (input.CommandId ?? command.commandId) === command.commandId
          && (input.InstanceId === undefined || invocations.some(({ instanceId }) => instanceId === input.InstanceId));
        const view = commandView(command, invocations);
        return wanted && fits(command, view.Status ?? '') ? [view] : [];
      });
      const { items, next } = page(all.reverse(), input.MaxResults, input.NextToken, invalidToken);
      return { Commands: [...items], ...(next ? { NextToken: next } : {}) };
    },
  };
}
