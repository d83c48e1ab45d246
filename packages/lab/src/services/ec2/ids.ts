import { randomBytes } from 'node:crypto';

/** An id as EC2 makes them: `<prefix>-` and 17 hexadecimal digits. */
export function newId(prefix: string): string {
  return `${prefix}-${randomBytes(9).toString('hex').slice(0, 17)}`;
}

/** A locally administered MAC address, `02:…` as EC2 gives them. */
export function newMacAddress(): string {
  return ['02', ...[...randomBytes(5)].map((byte) => byte.toString(16).padStart(2, '0'))].join(':');
}
