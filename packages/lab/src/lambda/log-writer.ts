import type { Principal } from '../iam/principal';
import { AwsError } from '../gateway/aws-error';
import type { Lab } from '../lab';

interface Line {
  readonly timestamp: number;
  readonly message: string;
}

/** Writes what a function's process prints to its log stream, as the function's role: without the permission nothing is written, as on AWS. */
export class LogWriter {
  private lines: Line[] = [];
  private writing: Promise<void> | undefined;
  private ready: Promise<boolean> | undefined;
  private retired = false;

  constructor(
    private readonly lab: Pick<Lab, 'invoke' | 'log' | 'clock'>, private readonly group: string, readonly stream: string, private readonly principal: Principal,
  ) {}

  write(message: string, at = this.lab.clock.now().getTime()): void {
    this.lines.push({ timestamp: at, message });
    this.writing ??= this.drain().finally(() => { this.writing = undefined; });
  }

  /** The function is no longer there: with a stack its role goes too, often before its last lines, which are then lost as on AWS. */
  retire(): void {
    this.retired = true;
  }

  /** Resolves when everything written so far is in Logs. */
  async flushed(): Promise<void> {
    while (this.writing) await this.writing;
  }

  private async drain(): Promise<void> {
    if (!await (this.ready ??= this.prepare())) {
      this.lines = [];
      return;
    }
    while (this.lines.length > 0) {
      const batch = this.lines.splice(0, 1_000).sort((a, b) => a.timestamp - b.timestamp);
      await this.call('PutLogEvents', { logGroupName: this.group, logStreamName: this.stream, logEvents: batch });
    }
  }

  private async prepare(): Promise<boolean> {
    return await this.call('CreateLogStream', { logGroupName: this.group, logStreamName: this.stream }, 'ResourceNotFoundException')
      || (await this.call('CreateLogGroup', { logGroupName: this.group })
        && this.call('CreateLogStream', { logGroupName: this.group, logStreamName: this.stream }));
  }

  /** Whether it worked; the refusal that is expected is not worth a line in the lab's log. */
  private async call(operation: string, input: object, expected = ''): Promise<boolean> {
    try {
      await this.lab.invoke('logs', operation, input, this.principal);
      return true;
    } catch (error) {
      if (error instanceof AwsError && error.code === 'ResourceAlreadyExistsException') return true;
      if (!(error instanceof AwsError && error.code === expected)) {
        const text = `logs of ${this.group} are not written: ${operation}: ${error instanceof Error ? error.message : String(error)}`;
        if (this.retired) this.lab.log.info(text);
        else this.lab.log.warn(text);
      }
      return false;
    }
  }
}
