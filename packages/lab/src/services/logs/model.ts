import type { Store, Table } from '../../state/store';

export interface LogGroupRecord {
  readonly name: string;
  readonly createdAt: number;
  readonly retentionInDays?: number;
  readonly kmsKeyId?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly deletionProtection: boolean;
}

export interface LogStreamRecord {
  /** Names the table of its events; a stream made again has another. */
  readonly id: string;
  readonly group: string;
  readonly name: string;
  readonly createdAt: number;
  readonly firstEventAt?: number;
  readonly lastEventAt?: number;
  readonly lastIngestionAt?: number;
  /** Events put so far: the next one's number. */
  readonly count: number;
}

export interface LogEventRecord {
  readonly sequence: number;
  readonly timestamp: number;
  readonly message: string;
  readonly ingestedAt: number;
}

export interface LogsTables {
  readonly groups: Table<LogGroupRecord>;
  /** By `<group>:<stream>`; neither name holds a colon. */
  readonly streams: Table<LogStreamRecord>;
  /** Events of one stream, by number. */
  events(stream: LogStreamRecord): Table<LogEventRecord>;
}

export const logsTables = (store: Store): LogsTables => ({
  groups: store.table('logs.groups'),
  streams: store.table('logs.streams'),
  events: ({ id }) => store.table(`logs.events.${id}`),
});

export const streamKey = (group: string, stream: string): string => `${group}:${stream}`;
