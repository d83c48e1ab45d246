import type { See } from './line';

/** A call that was refused, in the service's own terms. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly status: number | undefined;
}

/** What was answered instead; undefined when the call was accepted. What a lab has not is no answer of AWS: it is thrown on. */
export async function refusalOf(call: () => Promise<unknown>): Promise<Refusal | undefined> {
  try {
    await call();
    return undefined;
  } catch (error) {
    if (!(error instanceof Error) || /\b(this|the) lab\b/.test(error.message)) throw error;
    const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
    return { code: error.name, message: error.message, status: $metadata?.httpStatusCode };
  }
}

/** Sees whether a call is refused with this code and, where AWS's text is known, this text. */
export async function seeRefused(
  see: See, what: string, code: string, text: string | RegExp | undefined, call: () => Promise<unknown>,
): Promise<void> {
  const refusal = await refusalOf(call);
  const right = text === undefined || (typeof text === 'string' ? refusal?.message === text : text.test(refusal?.message ?? ''));
  see(what, refusal ? `${refusal.status ?? ''} ${refusal.code}: ${refusal.message}` : 'accepted', refusal?.code === code && refusal.status === 400 && right);
}
