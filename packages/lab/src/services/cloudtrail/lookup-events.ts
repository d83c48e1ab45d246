import type { Operation } from '../../gateway/operation';

/** This lab keeps no trail: its log file has one line a call. Asked by `cdk` after a failed deployment. */
export const lookupEvents: Operation<object, { readonly Events: readonly never[] }> = { run: () => ({ Events: [] }) };
