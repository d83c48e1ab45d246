import { randomBytes } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** An id such as `AROA…`: four letters for the kind, seventeen random ones. */
export function uniqueId(prefix: 'AROA' | 'ANPA' | 'AIPA'): string {
  return `${prefix}${[...randomBytes(17)].map((byte) => ALPHABET[byte % 32]).join('')}`;
}
