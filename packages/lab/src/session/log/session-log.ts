import type { DescribeLogGroupsResponse, InputLogEvent } from '@aws-sdk/client-cloudwatch-logs';
import type { Principal } from '../../iam/principal';
import type { Lab } from '../../lab';
import type { LogDestinations } from './destinations';
import { Transcript } from './transcript';

/** Logs counts 26 bytes for every event beside its message. */
const EVENT_OVERHEAD = 26;
const LARGEST_EVENT = 256 * 1024 - EVENT_OVERHEAD;
const LARGEST_BATCH = 1024 * 1024;
const MOST_EVENTS = 10_000;

export interface SessionLogOptions {
  readonly sessionId: string;
  readonly destinations: LogDestinations;
  /** A session of the task role: its policies decide. */
  readonly principal: Principal;
  readonly lab: Pick<Lab, 'clock' | 'invoke' | 'log'>;
}

/** Keeps what a session shows and hands it over when the session is over, with the permissions of the task role. */
export class SessionLog {
  private readonly transcript = new Transcript();

  constructor(private readonly options: SessionLogOptions) {}

  write(bytes: Uint8Array): void {
    this.transcript.add(bytes);
  }

  /** Hands it over. A destination that refuses is told in the lab's log: the session has been, as on AWS. Never rejects. */
  async end(): Promise<void> {
    const { destinations: { logGroupName, bucket, named }, sessionId, lab } = this.options;
    const transcript = this.transcript.text();
    const attempt = async (where: string, work: () => Promise<void>): Promise<void> => {
      try {
        await work();
      } catch (error) {
        const text = `session ${sessionId}: its transcript could not be written to ${where}: ${error instanceof Error ? error.message : String(error)}`;
        // most task roles may not write to the group that their containers log to: nobody asked for it
        if (named) lab.log.warn(text);
        else lab.log.info(text);
      }
    };
    if (logGroupName !== undefined) await attempt(`the log group ${logGroupName}`, () => this.toLogGroup(logGroupName, transcript));
    if (bucket !== undefined) await attempt(`the bucket ${bucket.name}`, () => this.toBucket(bucket, transcript));
  }

  /** A stream with the session's id, a line an event. */
  private async toLogGroup(logGroupName: string, text: string): Promise<void> {
    const logStreamName = this.options.sessionId;
    const { logGroups } = await this.call<DescribeLogGroupsResponse>('logs', 'DescribeLogGroups', { logGroupNamePrefix: logGroupName });
    if (!logGroups?.some((group) => group.logGroupName === logGroupName)) throw new Error('it is not there');
    await this.call('logs', 'CreateLogStream', { logGroupName, logStreamName });
    await this.call('logs', 'DescribeLogStreams', { logGroupName, logStreamNamePrefix: logStreamName });
    for (const logEvents of batches(text, this.options.lab.clock.now().getTime())) {
      await this.call('logs', 'PutLogEvents', { logGroupName, logStreamName, logEvents });
    }
  }

  /** An object named after the session. */
  private async toBucket({ name: Bucket, keyPrefix }: NonNullable<LogDestinations['bucket']>, text: string): Promise<void> {
    const folder = keyPrefix === '' ? '' : `${keyPrefix.replace(/\/$/, '')}/`;
    await this.call('s3', 'PutObject', { Bucket, Key: `${folder}${this.options.sessionId}.log`, Body: Buffer.from(text) });
  }

  private call<Output>(service: string, operation: string, input: object): Promise<Output> {
    return this.options.lab.invoke<Output>(service, operation, input, this.options.principal);
  }
}

/** Lines as events, in batches that one call takes; an empty line is no event. */
export function batches(text: string, timestamp: number): readonly InputLogEvent[][] {
  const all: InputLogEvent[][] = [];
  let size = Infinity;
  for (const line of text.split('\n').flatMap(pieces)) {
    const bytes = Buffer.byteLength(line) + EVENT_OVERHEAD;
    if (size + bytes > LARGEST_BATCH || (all.at(-1)?.length ?? 0) >= MOST_EVENTS) {
      all.push([]);
      size = 0;
    }
    size += bytes;
    all.at(-1)?.push({ timestamp, message: line });
  }
  return all;
}

function pieces(line: string): readonly string[] {
  // four bytes a character at most
  return line.length * 4 <= LARGEST_EVENT ? (line === '' ? [] : [line]) : line.match(new RegExp(`.{1,${Math.floor(LARGEST_EVENT / 4)}}`, 'gsu')) ?? [];
}
