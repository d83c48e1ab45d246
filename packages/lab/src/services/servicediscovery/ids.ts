import { randomInt } from 'node:crypto';

const LOWER = 'abcdefghijklmnopqrstuvwxyz0123456789';

const random = (length: number, letters: string = LOWER): string =>
  Array.from({ length }, () => letters.charAt(randomInt(letters.length))).join('');

export const namespaceId = (): string => `ns-${random(16)}`;
export const serviceId = (): string => `srv-${random(16)}`;
export const hostedZoneId = (): string => `Z${random(20, LOWER.toUpperCase())}`;
export const operationId = (): string => `${random(32)}-${random(8)}`;
/** Tells a namespace from another of its name. */
export const nameMark = (): string => random(8);
