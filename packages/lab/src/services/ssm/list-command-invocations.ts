import type { CommandInvocation, ListCommandInvocationsRequest, ListCommandInvocationsResult } from '@aws-sdk/client-ssm';
import type { Operation } from '../../gateway/operation';
import { invocationListView } from '../../session/command/view';
import { commandFilter } from '../../session/command/filter';
import { invalidToken, unsupported } from '../../session/errors';
import { refuseOthers } from '../support/accepting';
import { page } from '../support/page';
import type { SessionDependencies } from './session-dependencies';

/** Commands on instances, newest first. */
export function listCommandInvocations(
  { commands }: Pick<SessionDependencies, 'commands'>,
): Operation<ListCommandInvocationsRequest, ListCommandInvocationsResult> {
  return {
    run(input) {
      refuseOthers('ListCommandInvocations', input, ['CommandId', 'InstanceId', 'MaxResults', 'NextToken', 'Filters', 'Details'], unsupported);
      const all = commands.invocations.list().flatMap((invocation) => {
        const command = commands.commands.get(invocation.commandId);
        const wanted = (input.CommandId ?? invocation.commandId) === invocation.commandId
          && (input.InstanceId ?? invocation.instanceId) === invocation.instanceId;
        return command !== undefined && wanted ? [{ command, invocation }] : [];
      });
      const fits = commandFilter(input.Filters);
      const { items, next } = page(
        all.filter(({ command, invocation }) => fits(command, invocation.status)).reverse(), input.MaxResults, input.NextToken, invalidToken);
      const views = items.map(({ command, invocation }): CommandInvocation => invocationListView(command, invocation, input.Details === true));
      return { CommandInvocations: views, ...(next ? { NextToken: next } : {}) };
    },
  };
}
