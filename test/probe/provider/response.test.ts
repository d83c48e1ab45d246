import fc from 'fast-check';
import type { ProbeEvent } from '../../../src/probe/provider/event/probe-event';
import { RESPONSE_LIMIT, responseBody } from '../../../src/probe/provider/event/response';
import { withoutMiddle } from '../../../src/probe/provider/excerpt';
import { plainText } from '../../../src/probe/provider/terminal-text';
import { attributesOf } from '../../../src/probe/provider/verdict';

const EVENT: ProbeEvent = {
  RequestType: 'Create', RequestId: 'r'.repeat(36), StackId: `arn:aws:cloudformation:us-east-1:123456789012:stack/${'S'.repeat(128)}/${'u'.repeat(36)}`,
  LogicalResourceId: 'L'.repeat(255), ResponseURL: 'https://example.com', ResourceProperties: {},
};
const LOG = `log group /aws/lambda/${'g'.repeat(60)}, stream 2026/11/22/[$LATEST]${'s'.repeat(32)}`;

interface Body {
  readonly Status: string;
  readonly Reason?: string;
  readonly Data: Record<string, string>;
}

function answer(output: string): { readonly text: string; readonly body: Body } {
  const text = responseBody(EVENT, { status: 'SUCCESS', attributes: attributesOf({ output, exitCode: '0', containerInstanceArn: 'a'.repeat(150) }) }, LOG);
  return { text, body: JSON.parse(text) as Body };
}

test('a short output is whole', () => {
  expect(answer('one\ntwo').body).toMatchObject({ Status: 'SUCCESS', Data: { Output: 'one\ntwo', ExitCode: '0', FailureReason: '' } });
});

test('a long output keeps both ends, and says what is missing and where it is', () => {
  const { text, body } = answer(`begin${'é'.repeat(9_000)}end`);
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(RESPONSE_LIMIT);
  expect(Buffer.byteLength(text)).toBeGreaterThan(RESPONSE_LIMIT - 8);
  expect(body.Data.Output).toMatch(/^begin.*\n\[… \d+ characters left out here, the whole is in log group .*\n.*end$/su);
});

test('an answer never exceeds what CloudFormation takes', () => {
  const anything = fc.tuple(fc.string({ unit: 'binary', maxLength: 5 }), fc.nat(4_000)).map(([text, times]) => text.repeat(times));
  fc.assert(fc.property(anything, anything, (output, reason) => {
    expect(Buffer.byteLength(answer(output).text)).toBeLessThanOrEqual(RESPONSE_LIMIT);
    const failed = responseBody(EVENT, { status: 'FAILED', reason }, LOG);
    expect(Buffer.byteLength(failed)).toBeLessThanOrEqual(RESPONSE_LIMIT);
    const attributes = attributesOf({ output, failureReason: reason, containerInstanceArn: reason });
    expect(Buffer.byteLength(responseBody(EVENT, { status: 'SUCCESS', attributes }, LOG))).toBeLessThanOrEqual(RESPONSE_LIMIT);
  }), { numRuns: 30 });
});

test('a text without its middle is made of its ends', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.nat(50), (text, keep) => {
    const [head, tail] = withoutMiddle(text, keep, () => '\0').split('\0');
    expect(tail === undefined ? head === text : text.startsWith(head) && text.endsWith(tail)).toBe(true);
  }));
});

test('what a terminal sent loses its colours and carriage returns', () => {
  expect(plainText('\u001b[1;32mgreen\u001b[0m\r\nnext\r\r\n\u001b[?25lend')).toBe('green\nnext\nend');
});
