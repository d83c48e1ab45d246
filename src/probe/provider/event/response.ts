import { physicalIdOf } from './probe-event';
import type { ProbeEvent } from './probe-event';
import { ATTRIBUTES } from '../../private/probe-spec';
import type { ProbeAttributes } from '../../private/probe-spec';
import { asMuchAsFits, withoutMiddle } from '../excerpt';

/** The most that CloudFormation takes, in bytes. */
export const RESPONSE_LIMIT = 4096;
/** Characters of a reason: it is read in a list of events. */
const REASON_LIMIT = 2500;
/** Bytes of every attribute but the output. */
const ATTRIBUTE_LIMIT = 400;

/** How a request ends. */
export type Ending =
  | { readonly status: 'SUCCESS'; readonly attributes: ProbeAttributes }
  | { readonly status: 'FAILED'; readonly reason: string };

/**
 * The body of the answer, within CloudFormation's limit: what is too long loses its middle, and says so.
 *
 * @param log where the whole can be read, in words
 */
export function responseBody(event: ProbeEvent, ending: Ending, log: string): string {
  const base = {
    Status: ending.status,
    PhysicalResourceId: physicalIdOf(event),
    StackId: event.StackId,
    RequestId: event.RequestId,
    LogicalResourceId: event.LogicalResourceId,
  };
  if (ending.status === 'FAILED') {
    const reason = withoutMiddle(ending.reason, REASON_LIMIT, (characters) => ` […${characters} characters left out, see ${log}…] `);
    return fitted((text) => JSON.stringify({ ...base, Reason: `${text}. The whole is in ${log}.` }), reason, log);
  }
  const { output, ...others } = ending.attributes;
  const short = Object.fromEntries(Object.entries(others).map(([key, value]) => [ATTRIBUTES[key as keyof typeof others], shortAttribute(value)]));
  return fitted((text) => JSON.stringify({ ...base, Data: { ...short, [ATTRIBUTES.output]: text } }), output, log);
}

function shortAttribute(value: string): string {
  const leftOut = (characters: number): string => ` [… ${characters} characters …] `;
  return asMuchAsFits(value, leftOut, (candidate) => Buffer.byteLength(JSON.stringify(candidate)) <= ATTRIBUTE_LIMIT);
}

function fitted(body: (text: string) => string, text: string, log: string): string {
  const leftOut = (characters: number): string => `\n[… ${characters} characters left out here, the whole is in ${log} …]\n`;
  return body(asMuchAsFits(text, leftOut, (candidate) => Buffer.byteLength(body(candidate)) <= RESPONSE_LIMIT));
}
