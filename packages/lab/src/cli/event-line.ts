import type { FeedEntry } from '../feed/entry';
import { bold, dim, green, red, yellow } from './output';

const GOOD = new Set(['RUNNING', 'ACTIVE', 'COMPLETED', 'HEALTHY', 'running']);
const BAD = new Set(['STOPPED', 'INACTIVE', 'FAILED', 'UNHEALTHY', 'terminated']);

/** One line of the feed for a reader: time of day, subject, what happened. */
export function eventLine({ time, kind, cluster, id, label, text, state }: FeedEntry): string {
  const clock = new Date(time).toTimeString().slice(0, 8);
  const subject = [cluster === undefined ? '' : `${cluster}/`, id.length === 32 ? id.slice(0, 8) : id, label === undefined ? '' : ` ${label}`].join('');
  return `${dim(clock)} ${kind.padEnd(8)} ${bold(subject)}  ${state === undefined ? text : painted(text, state.to)}`;
}

function painted(text: string, to: string): string {
  const paint = GOOD.has(to) ? green : BAD.has(to) ? red : yellow;
  const at = text.indexOf(to, text.indexOf('→') + 1);
  return `${text.slice(0, at)}${paint(to)}${text.slice(at + to.length)}`;
}
