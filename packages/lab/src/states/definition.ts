/** A retrier or catcher of a Task. */
export interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds: number;
  readonly MaxAttempts: number;
  readonly BackoffRate: number;
}

export interface Catcher {
  readonly ErrorEquals: readonly string[];
  readonly Next: string;
  readonly ResultPath?: string | null;
}

interface Flow {
  readonly Next?: string;
  readonly End?: boolean;
}

interface Paths {
  readonly InputPath?: string | null;
  readonly OutputPath?: string | null;
}

export type ChoiceRule = { readonly [member: string]: unknown };

export type State =
  | Flow & Paths & {
    readonly Type: 'Task'; readonly Resource: string; readonly Parameters?: Readonly<Record<string, unknown>>; readonly ResultPath?: string | null;
    readonly Retry: readonly Retrier[]; readonly Catch: readonly Catcher[];
  }
  | Flow & Paths & { readonly Type: 'Pass'; readonly Result?: unknown; readonly Parameters?: Readonly<Record<string, unknown>>; readonly ResultPath?: string | null }
  | Flow & Paths & { readonly Type: 'Wait'; readonly Seconds?: number; readonly SecondsPath?: string }
  | Paths & { readonly Type: 'Choice'; readonly Choices: readonly (ChoiceRule & { readonly Next: string })[]; readonly Default?: string }
  | Paths & { readonly Type: 'Succeed' }
  | { readonly Type: 'Fail'; readonly Error?: string; readonly Cause?: string };

export interface Definition {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}
