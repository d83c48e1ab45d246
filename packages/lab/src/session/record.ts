/** A session as DescribeSessions shows it, in the store. */
export interface SessionRecord {
  readonly sessionId: string;
  readonly target: string;
  readonly owner: string;
  readonly documentName: string;
  readonly reason?: string;
  readonly status: 'Connecting' | 'Connected' | 'Terminated';
  /** ISO 8601. */
  readonly startedAt: string;
  /** ISO 8601. */
  readonly endedAt?: string;
}
