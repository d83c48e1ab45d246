import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Lab } from '../lab';
import type { OpenedSession, SessionPlan } from './plan';
import type { Runner } from './process/runner';
import type { SessionRecord } from './record';
import { Session } from './session';
import { STREAM_PATH, StreamServer } from './stream-server';

const RECORDS_KEPT = 200;

/** Every session of a lab: makes them, finds them, ends them. */
export class SessionBroker {
  private readonly sessions = new Map<string, Session>();
  private readonly abandoned = new Set<Runner>();
  private readonly streams: StreamServer;

  constructor(private readonly lab: Pick<Lab, 'clock' | 'store' | 'log' | 'endpoint'>) {
    this.streams = new StreamServer(lab, (sessionId) => this.sessions.get(sessionId));
    // sessions do not outlive the lab's process
    for (const record of this.records.list()) if (record.endedAt === undefined) this.conclude(record);
  }

  /** Makes a session whose process starts when the client opens the stream. */
  open(plan: SessionPlan): OpenedSession {
    const session = new Session(plan, this.lab, {
      connected: () => this.update(plan.sessionId, { status: 'Connected' }),
      ended: () => {
        this.sessions.delete(plan.sessionId);
        const record = this.records.get(plan.sessionId);
        if (record !== undefined) this.conclude(record);
      },
      abandoned: (process) => this.watch(process),
    });
    this.sessions.set(plan.sessionId, session);
    const { sessionId, target, owner, documentName, reason } = plan;
    this.records.put(sessionId, {
      sessionId, target, owner, documentName, status: 'Connecting', startedAt: this.lab.clock.now().toISOString(), ...(reason ? { reason } : {}),
    });
    this.forgetOldest();
    return { sessionId, streamUrl: this.streamUrl(sessionId), tokenValue: session.issueToken() };
  }

  /** A new token for a session that goes on; nothing where it is over or cannot be resumed. */
  resume(sessionId: string): OpenedSession | undefined {
    const session = this.sessions.get(sessionId);
    if (session === undefined || session.plan.clientGone === 'end') return undefined;
    return { sessionId, streamUrl: this.streamUrl(sessionId), tokenValue: session.issueToken() };
  }

  /** Ends a session and hangs up on its process. Unknown ids are no error. */
  terminate(sessionId: string, output?: string): void {
    this.sessions.get(sessionId)?.terminate(output);
  }

  /** Sessions on a target that are not over. */
  count(target: string): number {
    return [...this.sessions.values()].filter(({ plan }) => plan.target === target).length;
  }

  /** Ends every session on the targets, for example when their instance goes. */
  endTargets(matches: (target: string) => boolean): void {
    for (const session of [...this.sessions.values()]) if (matches(session.plan.target)) session.terminate();
  }

  find(sessionId: string): SessionRecord | undefined {
    return this.records.get(sessionId);
  }

  list(): readonly SessionRecord[] {
    return this.records.list();
  }

  /** For the gateway: takes upgrades of the data channel, and answers false to all others. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    return this.streams.handleUpgrade(request, socket, head);
  }

  /** Ends everything, also the processes whose clients have gone. */
  close(): void {
    this.endTargets(() => true);
    for (const process of this.abandoned) process.close();
    this.abandoned.clear();
    this.streams.close();
  }

  private get records() {
    return this.lab.store.table<SessionRecord>('ssm-sessions');
  }

  private streamUrl(sessionId: string): string {
    return `${this.lab.endpoint().replace(/^http/, 'ws')}${STREAM_PATH}${encodeURIComponent(sessionId)}?role=publish_subscribe`;
  }

  private watch(process: Runner): void {
    this.abandoned.add(process);
    void process.done.then(() => this.abandoned.delete(process));
  }

  private update(sessionId: string, change: Partial<SessionRecord>): void {
    const record = this.records.get(sessionId);
    if (record !== undefined) this.records.put(sessionId, { ...record, ...change });
  }

  private conclude(record: SessionRecord): void {
    this.records.put(record.sessionId, { ...record, status: 'Terminated', endedAt: this.lab.clock.now().toISOString() });
  }

  private forgetOldest(): void {
    const ended = this.records.list().filter(({ endedAt }) => endedAt !== undefined);
    ended.slice(0, Math.max(0, ended.length - RECORDS_KEPT)).forEach(({ sessionId }) => this.records.delete(sessionId));
  }
}
