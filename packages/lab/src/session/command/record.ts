export type InvocationStatus = 'Pending' | 'InProgress' | 'Cancelling' | 'Success' | 'Failed' | 'TimedOut' | 'Cancelled';

/** A command as it was sent. */
export interface CommandRecord {
  readonly commandId: string;
  readonly documentName: string;
  readonly comment: string;
  readonly parameters: Readonly<Record<string, readonly string[]>>;
  /** As the caller named them. */
  readonly instanceIds: readonly string[];
  readonly targets: readonly { readonly Key?: string; readonly Values?: readonly string[] }[];
  /** ISO 8601. */
  readonly requestedAt: string;
  /** ISO 8601; no delivery and no run goes beyond. */
  readonly expiresAfter: string;
  /** For the delivery, in seconds. */
  readonly timeoutSeconds: number;
  readonly maxConcurrency: string;
  readonly maxErrors: string;
}

/** A command on one instance. */
export interface InvocationRecord {
  readonly commandId: string;
  readonly instanceId: string;
  readonly computerName: string;
  readonly status: InvocationStatus;
  /** The status in words, for example `Execution Timed Out`. */
  readonly statusDetails: string;
  /** -1 until the script has ended. */
  readonly responseCode: number;
  /** ISO 8601. */
  readonly startedAt?: string;
  /** ISO 8601. */
  readonly endedAt?: string;
  /** At most 24,000 characters. */
  readonly output: string;
  /** At most 8,000 characters. */
  readonly errorOutput: string;
}

const ENDED: readonly InvocationStatus[] = ['Success', 'Failed', 'TimedOut', 'Cancelled'];

export function isEnded({ status }: InvocationRecord): boolean {
  return ENDED.includes(status);
}
