import { Token } from 'aws-cdk-lib';
import { CommandExpectation } from '../../src';
import { describeClause, missedClauses } from '../../src/probe/provider/judge-command';
import type { CommandOutcome } from '../../src/probe/provider/judge-command';

const ran = (output: string, exitCode = 0): CommandOutcome => ({ kind: 'ran', output, exitCode });
const refused = (error: string): CommandOutcome => ({ kind: 'refused', error, message: 'no' });
const holds = (expectation: CommandExpectation, outcome: CommandOutcome): boolean => missedClauses(expectation._clauses, outcome).length === 0;

const { outputContains, outputMatches, outputLacks, exitCode, refused: expectRefusal, allOf } = CommandExpectation;

test.each<[string, CommandExpectation, CommandOutcome, boolean]>([
  ['a text that is there', outputContains('eth0\n2'), ran('1: eth0\n2: lo'), true],
  ['a text that is not there', outputContains('eth0'), ran('lo'), false],
  ['a line', outputMatches('^lo$'), ran('eth0\nlo\n'), true],
  ['a line in another case', outputMatches('^LO$'), ran('lo'), false],
  ['a dot over a line break', outputMatches('eth0.lo'), ran('eth0\nlo'), false],
  ['a text that should not be there', outputLacks('eth0'), ran('eth0'), false],
  ['a text that is missing as it should', outputLacks('eth0'), ran('lo', 1), true],
  ['a program that is not there', outputLacks('eth0'), ran('', 127), false],
  ['a program that cannot be run', outputContains('sh'), ran('sh: permission denied', 126), false],
  ['a status', exitCode(7), ran('', 7), true],
  ['another status', exitCode(0), ran('', 7), false],
  ['a refusal', expectRefusal('TargetNotConnectedException'), refused('TargetNotConnectedException'), true],
  ['another refusal', expectRefusal('TargetNotConnectedException'), refused('AccessDeniedException'), false],
  ['no refusal', expectRefusal('TargetNotConnectedException'), ran(''), false],
  ['output of what was refused', outputLacks('x'), refused('TargetNotConnectedException'), false],
  ['output of what did not end', outputLacks('x'), { kind: 'unfinished', output: '', reason: 'broken' }, false],
  ['both of two', allOf(outputContains('a'), allOf(outputContains('b'), exitCode(0))), ran('ab'), true],
  ['one of two', allOf(outputContains('a'), exitCode(0)), ran('a', 1), false],
])('%s', (_, expectation, outcome, expected) => {
  expect(holds(expectation, outcome)).toBe(expected);
});

test('says in words what it expects', () => {
  const all = allOf(outputContains('a'), outputMatches('^b'), outputLacks('c'), exitCode(3));
  expect([...all._clauses, ...expectRefusal('E')._clauses].map(describeClause)).toEqual([
    'the output to contain "a"', 'the output to match /^b/m', 'the output to lack "c"', 'exit status 3', 'a refusal with E',
  ]);
});

test.each<[string, () => CommandExpectation, string]>([
  ['an empty text', () => outputContains(''), 'CommandExpectation.outputContains needs something to look for: got an empty text'],
  ['a pattern that is none', () => outputMatches('('), 'Unterminated group'],
  ['a status that is none', () => exitCode(256), 'got CommandExpectation.exitCode(256), allowed are whole numbers from 0 to 255'],
  ['nothing', () => allOf(), 'got no expectation, allowed is one or more'],
  ['a refusal with output', () => allOf(expectRefusal('E'), outputContains('a')), 'let it stand alone'],
])('refuses %s', (_, make, message) => {
  expect(make).toThrow(message);
});

test('takes values of deploy time', () => {
  expect(() => allOf(outputMatches(Token.asString({ Ref: 'Pattern' })), exitCode(Token.asNumber({ Ref: 'Status' })))).not.toThrow();
});
