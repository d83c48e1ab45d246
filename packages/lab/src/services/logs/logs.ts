import { AwsError } from '../../gateway/aws-error';
import type { Access, Call, Operation } from '../../gateway/operation';
import type { Lab } from '../../lab';
import { accepting, refusalText, type Refusal } from '../support/accepting';
import { streamKey, type LogEventRecord, type LogGroupRecord, type LogsTables, type LogStreamRecord } from './model';

export interface LogsDependencies {
  readonly lab: Pick<Lab, 'store' | 'clock' | 'accountId' | 'region'>;
}

/** What the operations of Logs are made from. */
export interface Logs extends LogsDependencies {
  readonly tables: LogsTables;
}

export const invalid = (message: string): AwsError => new AwsError('InvalidParameterException', message);

const unsupported: Refusal = (where, member, accepted) => invalid(refusalText(where, member, accepted));

interface Named {
  readonly logGroupName?: string;
  readonly logGroupIdentifier?: string;
  readonly logStreamName?: string;
}

export const logsOperation = <Input extends object, Output>(
  name: string, accepted: readonly (keyof Input & string)[], run: (input: Input) => Output | Promise<Output>,
): Operation<Input, Output> => accepting<Input, Output>(name, accepted, unsupported, run, (input, call) => accessOf(name, input, call));

/** Logs asks about the stream, with an empty name where only the group is meant. */
function accessOf(operation: string, input: Named, { region, accountId }: Call): readonly Access[] {
  const group = groupNameOf(input) ?? '*';
  return [{ action: `logs:${operation}`, resource: `arn:aws:logs:${region}:${accountId}:log-group:${group}:log-stream:${input.logStreamName ?? ''}` }];
}

/** Groups are named by name or, in newer calls, by name or ARN. */
export const groupNameOf = ({ logGroupName, logGroupIdentifier }: Named): string | undefined =>
  logGroupName ?? logGroupIdentifier?.replace(/^arn:aws:logs:[^:]*:\d+:log-group:/, '').replace(/:\*$/, '');

export const groupArn = ({ lab }: Logs, name: string): string => `arn:aws:logs:${lab.region}:${lab.accountId}:log-group:${name}`;

export function checkGroupName(name: string | undefined): string {
  if (name === undefined || !/^[.\-_/#A-Za-z0-9]{1,512}$/.test(name)) {
    throw invalid(`1 validation error detected: Value '${name ?? ''}' at 'logGroupName' failed to satisfy constraint: Member must satisfy regular `
      + 'expression pattern: [\\.\\-_/#A-Za-z0-9]+');
  }
  return name;
}

export const noGroup = (): AwsError => new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');

export function findGroup({ tables }: Logs, input: Named): LogGroupRecord {
  const group = tables.groups.get(groupNameOf(input) ?? '');
  if (!group) throw noGroup();
  return group;
}

export function findStream(logs: Logs, input: Named): LogStreamRecord {
  const { name } = findGroup(logs, input);
  const stream = logs.tables.streams.get(streamKey(name, input.logStreamName ?? ''));
  if (!stream) throw new AwsError('ResourceNotFoundException', 'The specified log stream does not exist.');
  return stream;
}

export const streamsOf = ({ tables }: Logs, group: string): readonly LogStreamRecord[] =>
  tables.streams.list().filter((stream) => stream.group === group);

const DAY_MS = 86_400_000;

/** The stream's events by time, without those that the group's retention has ended. */
export function eventsOf(logs: Logs, stream: LogStreamRecord): readonly LogEventRecord[] {
  const days = logs.tables.groups.get(stream.group)?.retentionInDays;
  const from = days === undefined ? -Infinity : logs.lab.clock.now().getTime() - days * DAY_MS;
  return logs.tables.events(stream).list().filter(({ timestamp }) => timestamp >= from)
    .sort((a, b) => a.timestamp - b.timestamp || a.sequence - b.sequence);
}

/** Removes a stream with its events. */
export function dropStream({ tables }: Logs, stream: LogStreamRecord): void {
  const events = tables.events(stream);
  for (const { sequence } of events.list()) events.delete(String(sequence));
  tables.streams.delete(streamKey(stream.group, stream.name));
}
