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
    'attribute:a in [b', 'attribute:a =~ [', 'attribute:a == b c', `attribute:a == ${'b'.repeat(2000)}`]) {
    it(`refuses ${wrong.slice(0, 40) || 'nothing'}`, () => assert.equal(parseQuery(wrong), undefined));
  }

  it('reads or refuses any text without throwing', () => {
    const parts = fc.constantFrom('attribute:a', '==', '=~', '(', ')', '[', ']', 'and', '!', 'or', 'x', ',', ' ', 'exists', '"', '||');
    fc.assert(fc.property(fc.oneof(fc.string(), fc.array(parts).map((list) => list.join(' '))), (text) => {
      const query = parseQuery(text);
      assert.ok(query === undefined || typeof query(instance) === 'boolean');
    }));
  });
});
