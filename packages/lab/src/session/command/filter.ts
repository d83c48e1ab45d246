import type { CommandFilter } from '@aws-sdk/client-ssm';
import { unsupported } from '../errors';
import type { CommandRecord } from './record';

const FILTERS: Readonly<Record<string, (command: CommandRecord, status: string, value: string) => boolean>> = {
  InvokedAfter: ({ requestedAt }, _status, value) => Date.parse(requestedAt) > Date.parse(value),
  InvokedBefore: ({ requestedAt }, _status, value) => Date.parse(requestedAt) < Date.parse(value),
  Status: (_command, status, value) => status === value,
  DocumentName: ({ documentName }, _status, value) => documentName === value,
};

/** Whether a command, or its invocation, with a status fits every filter. */
export function commandFilter(filters: readonly CommandFilter[] = []): (command: CommandRecord, status: string) => boolean {
  const checks = filters.map(({ key = '' as never, value = '' }) => {
    const check = FILTERS[key];
    if (check === undefined) throw unsupported('command filters', key, Object.keys(FILTERS));
    return (command: CommandRecord, status: string): boolean => check(command, status, value);
  });
  return (command, status) => checks.every((check) => check(command, status));
}
