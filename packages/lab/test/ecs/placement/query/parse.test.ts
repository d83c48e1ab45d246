import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Candidate } from '../../../../src/ecs/placement/candidate';
import { parseQuery } from '../../../../src/ecs/placement/query/parse';

const instance: Candidate = {
  containerInstanceArn: 'arn', ec2InstanceId: 'i-abc', status: 'ACTIVE', agentConnected: true, agentVersion: '1.9.0',
  registeredAt: Date.parse('2026-02-18T22:28:28Z'),
  attributes: new Map<string, string | undefined>([
    ['ecs.instance-type', 't3.medium'], ['ecs.availability-zone', 'us-east-1a'], ['capability', undefined], ['stack', 'production']]),
  room: { cpu: 0, memory: 0, tcp: new Set(), udp: new Set() },
  groups: new Map([['service:production', 2], ['family:gone', 0]]),
};

interface Tree {
  readonly text: string;
  readonly holds: boolean;
  /** How tightly it binds: 0 or, 1 and, 2 not, parentheses and comparisons. */
  readonly level: 0 | 1 | 2;
}

const spaces = fc.constantFrom('', ' ', '  ', '\t');
const apart = fc.constantFrom(' ', '  ', '\n');
const values = ['t3.medium', 't3.small', 'production', 'us-east-1a', '7'];
const facts: Readonly<Record<string, string | undefined>> = {
  'attribute:ecs.instance-type': 't3.medium', 'attribute:ecs.availability-zone': 'us-east-1a', 'attribute:stack': 'production',
  'attribute:nothing': undefined, 'ec2InstanceId': 'i-abc', 'agentConnected': 'true',
};
const quoted = (value: string) => fc.constantFrom(value, `'${value}'`, `"${value}"`);

/** A comparison of each kind, its sign or its word, and what it comes to. */
const comparison: fc.Arbitrary<Tree> = fc.constantFrom(...Object.keys(facts)).chain((subject) => {
  const fact = facts[subject];
  const equality = fc.constantFrom(...values).chain((value) => fc.tuple(fc.constant(value), quoted(value), fc.boolean(), fc.boolean(), spaces));
  const list = fc.tuple(fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }), fc.boolean(), fc.boolean(), spaces);
  const kinds: fc.Arbitrary<Tree>[] = [
    equality.map(([value, written, positive, sign, space]) => ({
      text: `${subject}${sign ? `${space}${positive ? '==' : '!='}${space}` : ` ${positive ? 'equals' : 'not_equals'} `}${written}`,
      holds: (fact === value) === positive, level: 2 })),
    list.map(([given, positive, sign, space]) => ({
      text: `${subject} ${positive ? 'in' : sign ? '!in' : 'not_in'} [${given.join(`${space},${space}`)}]`,
      holds: (fact !== undefined && given.includes(fact)) === positive, level: 2 })),
    fc.tuple(fc.constantFrom('t3.*', '.*production', '(us|eu)-.*', 'i-[a-c]+', 't3'), fc.boolean(), fc.boolean()).map(([pattern, positive, sign]) => ({
      text: `${subject} ${sign ? positive ? '=~' : '!~' : positive ? 'matches' : 'not_matches'} ${pattern}`,
      holds: (fact !== undefined && new RegExp(`^(?:${pattern})$`).test(fact)) === positive, level: 2 })),
  ];
  const existence = fc.tuple(fc.boolean(), fc.boolean()).map(([positive, sign]): Tree => ({
    text: `${subject} ${positive ? 'exists' : sign ? '!exists' : 'not_exists'}`, holds: (fact !== undefined) === positive, level: 2 }));
  return fc.oneof(...kinds, ...subject.startsWith('attribute:') ? [existence] : []);
});

const inside = (tree: Tree, level: Tree['level']) => tree.level < level ? `(${tree.text})` : tree.text;
const { tree: trees } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof({ maxDepth: 4, depthIdentifier: 'query' }, comparison,
    fc.tuple(tie('tree'), apart, fc.constantFrom('||', 'or', 'OR'), tie('tree')).map(([left, space, word, right]): Tree => ({
      text: `${inside(left, 0)}${space}${word}${space}${inside(right, 0)}`, holds: left.holds || right.holds, level: 0 })),
    fc.tuple(tie('tree'), apart, fc.constantFrom('&&', 'and', 'AND'), tie('tree')).map(([left, space, word, right]): Tree => ({
      text: `${inside(left, 1)}${space}${word}${space}${inside(right, 1)}`, holds: left.holds && right.holds, level: 1 })),
    fc.tuple(fc.constantFrom('!', 'not ', 'not', 'NOT '), tie('tree')).map(([word, tree]): Tree => ({
      text: `${word}(${tree.text})`, holds: !tree.holds, level: 2 }))),
}));

describe('the cluster query language', () => {
  const expectations: readonly (readonly [expression: string, holds: boolean])[] = [
    ['attribute:ecs.instance-type == t3.medium', true],
    ['attribute:ecs.instance-type==t3.small', false],
    ['attribute:ecs.instance-type equals t3.medium', true],
    ['attribute:ecs.instance-type != t3.small', true],
    ['attribute:ecs.instance-type =~ t3.*', true],
    ['attribute:ecs.instance-type =~ t3', false],
    ['attribute:ecs.instance-type =~ (t2|t3).*', true],
    ['attribute:ecs.instance-type !~ m5.*', true],
    ['attribute:ecs.availability-zone in [us-east-1a, us-east-1b]', true],
    ['attribute:ecs.availability-zone not_in [us-east-1b]', true],
    ['attribute:ecs.availability-zone !in [us-east-1a]', false],
    ['attribute:capability exists', true],
    ['attribute:nothing exists', false],
    ['attribute:nothing !exists', true],
    ['attribute:nothing not_exists', true],
    ['agentConnected == true', true],
    ['agentVersion >= 1.10.0', false],
    ['agentVersion < 1.10', true],
    ['ec2InstanceId in [\'i-abc\', "i-def"]', true],
    ['runningTasksCount > 1 && runningTasksCount <= 2', true],
    ['registeredAt >= 2026-02-18T22:28:28+00:00', true],
    ['registeredAt > 2026-03-01T00:00:00Z', false],
    ['registeredAt == 2026-02-18T22:28:28', true],
    ['registeredAt > 2026-02-18', true],
    ['registeredAt < 2026-02-19', true],
    ['registeredAt equals 2026-02-18T23:28:28+01:00', true],
    ['task:group == service:production', true],
    ['task:group == family:gone', false],
    ['not(task:group == database)', true],
    ['!(task:group == service:production) or attribute:stack == production', true],
    ['attribute:stack == test or attribute:stack == production and agentConnected == false', false],
    ['(attribute:stack == test or attribute:stack == production) and agentConnected == true', true],
  ];
  for (const [expression, holds] of expectations) {
    it(`finds ${expression} ${String(holds)}`, () => assert.equal(parseQuery(expression)?.(instance), holds));
  }

  for (const wrong of ['', 'attribute:', 'colour == red', 'attribute:a ~ b', 'attribute:a == b and', '(attribute:a == b', 'attribute:a in b',
    'attribute:a in [b', 'runningTasksCount =~ 1', 'agentVersion in [1.2.3]', 'agentConnected > true', 'ec2InstanceId exists', 'attribute:a =~ [', 'attribute:a == b c', `attribute:a == ${'b'.repeat(2000)}`]) {
    it(`refuses ${wrong.slice(0, 40) || 'nothing'}`, () => assert.equal(parseQuery(wrong), undefined));
  }

  it('finds what a tree of conditions says, however it is written', () => {
    fc.assert(fc.property(trees, ({ text, holds }) => assert.equal(parseQuery(text)?.(instance), holds, text)), { numRuns: 500 });
  });

  it('reads or refuses any text without throwing', () => {
    const parts = fc.constantFrom('attribute:a', '==', '=~', '(', ')', '[', ']', 'and', '!', 'or', 'x', ',', ' ', 'exists', '"', '||');
    fc.assert(fc.property(fc.oneof(fc.string(), fc.array(parts).map((list) => list.join(' '))), (text) => {
      const query = parseQuery(text);
      assert.ok(query === undefined || typeof query(instance) === 'boolean');
    }));
  });
});
