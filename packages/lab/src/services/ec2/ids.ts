import { randomBytes } from 'node:crypto';

/** An id as EC2 makes them: `<prefix>-` and 17 hexadecimal digits. */
export function newId(prefix: string): string {
  return `${prefix}-${randomBytes(9).toString('hex').slice(0, 17)}`;
}
