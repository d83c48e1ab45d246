import { randomBytes } from 'node:crypto';

/** 17 hexadecimal digits, as at the end of every session id. */
export function sessionSuffix(): string {
  return randomBytes(9).toString('hex').slice(0, 17);
}

/** Opaque, and never guessed: all that a stream asks for. */
export function newToken(): string {
  return `AAEAA${randomBytes(48).toString('base64')}`;
}
