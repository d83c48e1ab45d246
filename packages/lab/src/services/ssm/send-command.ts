import { randomUUID } from 'node:crypto';
import type { SendCommandRequest, SendCommandResult } from '@aws-sdk/client-ssm';
import { AwsError } from '../../gateway/aws-error';
import type { Access, Call, Operation } from '../../gateway/operation';
import { scriptParameters } from '../../session/command/parameters';
import type { CommandRecord } from '../../session/command/record';
import { selectInstances } from '../../session/command/select';
import { commandView } from '../../session/command/view';
import { unsupported, validation } from '../../session/errors';
import { refuseOthers } from '../support/accepting';
import { instanceTags } from './resource-tags';
import type { SessionDependencies } from './session-dependencies';

const DOCUMENT = 'AWS-RunShellScript';
const ACCEPTED = [
  'InstanceIds', 'Targets', 'DocumentName', 'DocumentVersion', 'Parameters', 'TimeoutSeconds', 'Comment', 'MaxConcurrency', 'MaxErrors',
];
const DEFAULT_TIMEOUT = 3600;
const MAXIMUM_PARAMETERS = 64 * 1024;

/** Runs a shell script on instances, behind the answer. */
export function sendCommand(dependencies: SessionDependencies): Operation<SendCommandRequest, SendCommandResult> {
  const { lab, commands, managedInstances } = dependencies;
  return {
    run(input, { accountId }) {
      check(input);
      const { executionTimeout } = scriptParameters(input.Parameters);
      const instances = selectInstances(managedInstances(), input.InstanceIds ?? [], input.Targets ?? [], accountId);
      const timeoutSeconds = input.TimeoutSeconds ?? DEFAULT_TIMEOUT;
      const now = lab.clock.now();
      const command: CommandRecord = {
        commandId: randomUUID(),
        documentName: DOCUMENT,
        comment: input.Comment ?? '',
        parameters: input.Parameters ?? {},
        instanceIds: input.InstanceIds ?? [],
        targets: input.Targets ?? [],
        requestedAt: now.toISOString(),
        expiresAfter: new Date(now.getTime() + (timeoutSeconds + executionTimeout) * 1000).toISOString(),
        timeoutSeconds,
        maxConcurrency: input.MaxConcurrency ?? '50',
        maxErrors: input.MaxErrors ?? '0',
      };
      return { Command: commandView(command, commands.send(command, instances)) };
    },
    access: (input, call) => accessOf(input, call, dependencies),
  };
}

function check(input: SendCommandRequest): void {
  refuseOthers('SendCommand', input, ACCEPTED, unsupported);
  const { DocumentName: document = '', DocumentVersion: version, TimeoutSeconds: timeout, Comment: comment = '' } = input;
  if (document !== DOCUMENT) throw new AwsError('InvalidDocument', `Document ${document} is not one of this lab: ${DOCUMENT}.`);
  if (version !== undefined && !['$DEFAULT', '$LATEST', '1'].includes(version)) {
    throw new AwsError('InvalidDocumentVersion', `Document ${DOCUMENT} has no version ${version}: 1, $DEFAULT or $LATEST.`);
  }
  if (timeout !== undefined && (timeout < 30 || timeout > 2_592_000)) {
    throw validation(`TimeoutSeconds must be between 30 and 2592000, got ${timeout}.`);
  }
  if (comment.length > 100) throw validation(`Comment holds at most 100 characters, got ${comment.length}.`);
  if (JSON.stringify(input.Parameters ?? {}).length > MAXIMUM_PARAMETERS) {
    throw new AwsError('MaxDocumentSizeExceeded', `Parameters hold at most ${MAXIMUM_PARAMETERS} characters.`);
  }
  // all instances are sent to at once: a smaller number would not be honoured
  if (input.MaxConcurrency !== undefined && !['50', '100%'].includes(input.MaxConcurrency)) {
    throw validation(`MaxConcurrency ${input.MaxConcurrency} is not supported by this lab: leave it out.`);
  }
  if (input.MaxErrors !== undefined && input.MaxErrors !== '0') {
    throw validation(`MaxErrors ${input.MaxErrors} is not supported by this lab: leave it out.`);
  }
}

function accessOf(
  { InstanceIds: ids = [], DocumentName: document = '' }: SendCommandRequest, { region, accountId }: Call, dependencies: SessionDependencies,
): readonly Access[] {
  const action = 'ssm:SendCommand';
  // targets by tag are found after the permission is judged
  const instances = (ids.length === 0 ? ['*'] : ids).map((id) => ({
    action, resource: `arn:aws:ec2:${region}:${accountId}:instance/${id}`, context: instanceTags(dependencies, id),
  }));
  const owner = document.startsWith('AWS-') ? '' : accountId;
  return [...instances, { action, resource: `arn:aws:ssm:${region}:${owner}:document/${document}` }];
}
