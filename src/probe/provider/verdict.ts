import type { ProbeAttributes } from '../private/probe-spec';

/** What a probe found. */
export interface Verdict {
  readonly holds: boolean;
  /** Expected, got and cause in words; told where it does not hold. */
  readonly sentence: string;
  /** Whole: the answer cuts the output where it must. */
  readonly attributes: ProbeAttributes;
}

/** Attributes, empty but for those that are given. */
export function attributesOf(given: Partial<ProbeAttributes>): ProbeAttributes {
  return { output: '', exitCode: '', failureReason: '', containerInstanceArn: '', ...given };
}

/** How long something was tried, in words. */
export function effort({ count, milliseconds }: { readonly count: number; readonly milliseconds: number }): string {
  return `${count === 1 ? 'tried once' : `tried ${count} times`} in ${(milliseconds / 1000).toFixed(1)} s`;
}
