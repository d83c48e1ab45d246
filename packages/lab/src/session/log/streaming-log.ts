import { StringDecoder } from 'node:string_decoder';
import type { Principal } from '../../iam/principal';
import type { Lab } from '../../lab';
import type { SessionKeeper } from './session-keeper';

/** How long lines wait for others of the same event, in milliseconds. */
export const STREAMING_PAUSE = 1000;

const LARGEST_LINE = 64 * 1024;
const LINES_AN_EVENT = 100;
// colours, cursor moves and other control characters are not part of what was said
const CONTROL = /\u001b\[[0-9;?]*[ -/]*[@-~]|\u001b\][^\u0007]*\u0007|[\u0000-\u0008\u000b-\u001f\u007f]/g;

export interface StreamingLogOptions {
  readonly sessionId: string;
  readonly logGroupName: string;
  /** Instance or container. */
  readonly target: string;
  /** ARN of whom the session belongs to. */
  readonly owner: string;
  readonly runAsUser: string;
  /** Its policies decide. */
  readonly principal: Principal;
  readonly lab: Pick<Lab, 'clock' | 'invoke' | 'log' | 'region'>;
}

/**
 * Tells a log group what a session shows while it goes on: whole lines, in JSON.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-logging.html
 */
export class StreamingLog implements SessionKeeper {
  private readonly decoder = new StringDecoder('utf8');
  private rest = '';
  private lines: string[] = [];
  private made = false;
  private failed = false;
  private writing = Promise.resolve();
  private cancel?: () => void;

  constructor(private readonly options: StreamingLogOptions) {}

  write(bytes: Uint8Array): void {
    if (this.failed) return;
    const parts = (this.rest + this.decoder.write(Buffer.from(bytes))).split('\n');
    this.rest = parts.pop() ?? '';
    for (; this.rest.length > LARGEST_LINE; this.rest = this.rest.slice(LARGEST_LINE)) parts.push(this.rest.slice(0, LARGEST_LINE));
    this.lines.push(...parts);
    if (this.lines.length >= LINES_AN_EVENT) this.send();
    else if (this.lines.length > 0) this.cancel ??= this.options.lab.clock.after(STREAMING_PAUSE, () => this.send());
  }

  async end(): Promise<void> {
    this.lines.push(this.rest + this.decoder.end());
    this.rest = '';
    this.send();
    await this.writing;
  }

  private send(): void {
    this.cancel?.();
    this.cancel = undefined;
    const lines = this.lines.map((line) => line.replace(CONTROL, '')).filter((line) => line !== '');
    this.lines = [];
    if (lines.length > 0) this.writing = this.writing.then(() => this.put(lines));
  }

  private async put(sessionData: readonly string[]): Promise<void> {
    if (this.failed) return;
    const { sessionId, logGroupName, target, owner, runAsUser, principal, lab } = this.options;
    const call = (operation: string, input: object) => lab.invoke('logs', operation, input, principal);
    const now = lab.clock.now();
    const message = JSON.stringify({
      eventVersion: '1.0', eventTime: now.toISOString(), awsRegion: lab.region, target: { id: target }, userIdentity: { arn: owner }, runAsUser, sessionId,
      sessionData,
    });
    try {
      if (!this.made) await call('CreateLogStream', { logGroupName, logStreamName: sessionId });
      this.made = true;
      await call('PutLogEvents', { logGroupName, logStreamName: sessionId, logEvents: [{ timestamp: now.getTime(), message }] });
    } catch (error) {
      this.failed = true;
      const text = error instanceof Error ? error.message : String(error);
      lab.log.warn(`session ${sessionId}: its log could not be written to the log group ${logGroupName}: ${text}`);
    }
  }
}
