import type { DescribeSessionsRequest, DescribeSessionsResponse, Session, SessionFilter } from '@aws-sdk/client-ssm';
import type { Operation } from '../../gateway/operation';
import { invalidToken, unsupported, validation } from '../../session/errors';
import type { SessionRecord } from '../../session/record';
import { refuseOthers } from '../support/accepting';
import { page } from '../support/page';
import type { SessionDependencies } from './session-dependencies';

const FILTERS: Readonly<Record<string, (record: SessionRecord, value: string) => boolean>> = {
  InvokedAfter: ({ startedAt }, value) => Date.parse(startedAt) > Date.parse(value),
  InvokedBefore: ({ startedAt }, value) => Date.parse(startedAt) < Date.parse(value),
  Target: ({ target }, value) => target === value,
  Owner: ({ owner }, value) => owner === value,
  Status: ({ status }, value) => status === value,
  SessionId: ({ sessionId }, value) => sessionId === value,
  AccessType: (_record, value) => value === 'Standard',
};

/** Sessions, newest first: those that are active, or those that were. */
export function describeSessions({ broker }: Pick<SessionDependencies, 'broker'>): Operation<DescribeSessionsRequest, DescribeSessionsResponse> {
  return {
    run(input) {
      refuseOthers('DescribeSessions', input, ['State', 'MaxResults', 'NextToken', 'Filters'], unsupported);
      if (input.State !== 'Active' && input.State !== 'History') throw validation(`State must be Active or History, got ${String(input.State)}.`);
      const active = input.State === 'Active';
      const records = broker.list().filter(({ endedAt }) => (endedAt === undefined) === active).reverse()
        .filter((record) => (input.Filters ?? []).every((filter) => matches(record, filter)));
      const { items, next } = page(records, input.MaxResults, input.NextToken, invalidToken);
      return { Sessions: items.map(view), ...(next ? { NextToken: next } : {}) };
    },
  };
}

function matches(record: SessionRecord, { key = 'SessionId', value = '' }: SessionFilter): boolean {
  const filter = FILTERS[key];
  if (filter === undefined) throw unsupported('DescribeSessions filters', key, Object.keys(FILTERS));
  return filter(record, value);
}

function view(record: SessionRecord): Session {
  return {
    SessionId: record.sessionId,
    Target: record.target,
    Status: record.status,
    StartDate: new Date(record.startedAt),
    ...(record.endedAt ? { EndDate: new Date(record.endedAt) } : {}),
    DocumentName: record.documentName,
    Owner: record.owner,
    ...(record.reason ? { Reason: record.reason } : {}),
  };
}
