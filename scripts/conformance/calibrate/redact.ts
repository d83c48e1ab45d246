import { isIPv6 } from 'node:net';
import { steady } from '../table';

/** Addresses that say nothing of an account. */
const COMMON = /^(0\.0\.0\.0|127\.|169\.254\.|172\.17\.|255\.)/;

const LOOPBACK = new Set(['::', '::1']);

/** An observation without what tells of the account: its number, names of callers, addresses, keys, and every id. */
export function redact(text: string, account: string): string {
  return steady(text)
    .replaceAll(account, '(account)')
    .replace(/(arn:aws[\w-]*:[\w-]*:[\w-]*:)\d{12}\b/g, '$1(account)')
    .replace(/:(user|assumed-role)\/[\w+=,.@/-]+/g, ':$1/(name)')
    .replace(/\b(AKIA|ASIA|AROA|AIDA)[A-Z0-9]{12,}\b/g, '(key)')
    .replace(/\b[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+\b/g, '(mail)')
    .replace(/\b(ip|ec2)(-\d{1,3}){4}\b/g, '$1-(address)')
    .replace(/\b\d{1,3}(\.\d{1,3}){3}\b/g, (address) => COMMON.test(address) ? address : '(address)')
    .replace(/[0-9a-f:]*:[0-9a-f:]*:[0-9a-f:]*/gi, (text) => isIPv6(text) && !LOOPBACK.has(text) ? '(address)' : text);
}
