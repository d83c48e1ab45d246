import type { Command, CommandInvocation, CommandStatus, GetCommandInvocationResult } from '@aws-sdk/client-ssm';
import { shortened } from './captured';
import type { CommandRecord, InvocationRecord } from './record';
import { isEnded } from './record';

export const PLUGIN_NAME = 'aws:runShellScript';
export const DOCUMENT_VERSION = '$DEFAULT';

const LIST_OUTPUT = 2500;

const mutable = (parameters: CommandRecord['parameters']): Record<string, string[]> =>
  Object.fromEntries(Object.entries(parameters).map(([name, values]) => [name, [...values]]));

/** A command as SendCommand and ListCommands show it: its status is that of its invocations taken together. */
export function commandView(command: CommandRecord, invocations: readonly InvocationRecord[]): Command {
  const ended = invocations.filter(isEnded);
  const status = statusOf(invocations);
  return {
    CommandId: command.commandId,
    DocumentName: command.documentName,
    DocumentVersion: DOCUMENT_VERSION,
    Comment: command.comment,
    ExpiresAfter: new Date(command.expiresAfter),
    Parameters: mutable(command.parameters),
    InstanceIds: [...command.instanceIds],
    Targets: command.targets.map(({ Key, Values }) => ({ Key, Values: [...Values ?? []] })),
    RequestedDateTime: new Date(command.requestedAt),
    Status: status,
    StatusDetails: status,
    OutputS3BucketName: '',
    OutputS3KeyPrefix: '',
    MaxConcurrency: command.maxConcurrency,
    MaxErrors: command.maxErrors,
    TargetCount: invocations.length,
    CompletedCount: ended.length,
    ErrorCount: ended.filter((each) => each.status === 'Failed' || each.statusDetails === 'Execution Timed Out').length,
    DeliveryTimedOutCount: ended.filter(({ statusDetails }) => statusDetails === 'Delivery Timed Out').length,
    ServiceRole: '',
    NotificationConfig: { NotificationArn: '', NotificationEvents: [] },
    CloudWatchOutputConfig: { CloudWatchLogGroupName: '', CloudWatchOutputEnabled: false },
    TimeoutSeconds: command.timeoutSeconds,
  };
}

function statusOf(invocations: readonly InvocationRecord[]): CommandStatus {
  const statuses = new Set(invocations.map(({ status }) => status));
  if (statuses.size === 1 && statuses.has('Pending')) return 'Pending';
  if (statuses.has('Cancelling')) return 'Cancelling';
  if (!invocations.every(isEnded)) return 'InProgress';
  return (['Failed', 'TimedOut', 'Cancelled'] as const).find((status) => statuses.has(status)) ?? 'Success';
}

/** One invocation as GetCommandInvocation shows it: output is empty until the script has ended. */
export function invocationView(command: CommandRecord, invocation: InvocationRecord): GetCommandInvocationResult {
  const { startedAt = '', endedAt } = invocation;
  const elapsed = startedAt !== '' && endedAt !== undefined ? (Date.parse(endedAt) - Date.parse(startedAt)) / 1000 : undefined;
  return {
    CommandId: command.commandId,
    InstanceId: invocation.instanceId,
    Comment: command.comment,
    DocumentName: command.documentName,
    DocumentVersion: DOCUMENT_VERSION,
    PluginName: PLUGIN_NAME,
    ResponseCode: invocation.responseCode,
    ExecutionStartDateTime: startedAt,
    ExecutionElapsedTime: elapsed === undefined ? '' : `PT${elapsed}S`,
    ExecutionEndDateTime: startedAt === '' ? '' : endedAt ?? '',
    Status: invocation.status,
    StatusDetails: invocation.statusDetails,
    StandardOutputContent: invocation.output,
    StandardOutputUrl: '',
    StandardErrorContent: invocation.errorOutput,
    StandardErrorUrl: '',
    CloudWatchOutputConfig: { CloudWatchLogGroupName: '', CloudWatchOutputEnabled: false },
  };
}

/** One invocation as ListCommandInvocations shows it. */
export function invocationListView(command: CommandRecord, invocation: InvocationRecord, details: boolean): CommandInvocation {
  return {
    CommandId: command.commandId,
    InstanceId: invocation.instanceId,
    InstanceName: invocation.computerName,
    Comment: command.comment,
    DocumentName: command.documentName,
    DocumentVersion: DOCUMENT_VERSION,
    RequestedDateTime: new Date(command.requestedAt),
    Status: invocation.status,
    StatusDetails: invocation.statusDetails,
    StandardOutputUrl: '',
    StandardErrorUrl: '',
    CommandPlugins: details && invocation.startedAt !== undefined ? [plugin(invocation, invocation.startedAt)] : [],
    ServiceRole: '',
    NotificationConfig: { NotificationArn: '', NotificationEvents: [] },
    CloudWatchOutputConfig: { CloudWatchLogGroupName: '', CloudWatchOutputEnabled: false },
  };
}

function plugin(invocation: InvocationRecord, startedAt: string): NonNullable<CommandInvocation['CommandPlugins']>[number] {
  const { status, output, errorOutput } = invocation;
  const error = errorOutput === '' ? '' : `\n----------ERROR-------\n${shortened(errorOutput, LIST_OUTPUT / 2, '---Error truncated----')}`;
  return {
    Name: PLUGIN_NAME,
    Status: status === 'Cancelling' ? 'InProgress' : status,
    StatusDetails: invocation.statusDetails,
    ResponseCode: invocation.responseCode,
    ResponseStartDateTime: new Date(startedAt),
    ...(invocation.endedAt ? { ResponseFinishDateTime: new Date(invocation.endedAt) } : {}),
    Output: shortened(output, LIST_OUTPUT - error.length, '---Output truncated---') + error,
    StandardOutputUrl: '',
    StandardErrorUrl: '',
  };
}
