import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differences, resourceCount, type Template } from '../../consumers/compare';
import { readOptions } from '../../consumers/options';

const template = (resources: Record<string, unknown>): Template => ({ Resources: resources });
const service = (count: number, more: object = {}) => ({ Type: 'AWS::ECS::Service', Properties: { DesiredCount: count, Ports: [80, { To: 81 }], ...more } });

test('equal templates have no difference, whatever the order of their keys', () => {
  assert.deepEqual(differences(template({ A: service(1), B: service(2) }), template({ B: service(2), A: service(1) })), []);
});

test('a changed property is named with its resource and both values', () => {
  assert.deepEqual(differences(template({ A: service(1) }), template({ A: service(2) })),
    ['Resources.A.Properties.DesiredCount: 1 in TypeScript, 2 here']);
});

test('a resource that one app alone has is a difference', () => {
  assert.match(differences(template({ A: service(1) }), template({}))[0]!, /^Resources\.A: \{.*in TypeScript, nothing here$/);
  assert.match(differences(template({}), template({ A: service(1) }))[0]!, /^Resources\.A: nothing in TypeScript, \{/);
});

test('the order of a list, a null and a property of its own are differences', () => {
  const differ = (a: unknown, b: unknown) => differences(template({ A: a }), template({ A: b })).length;
  assert.equal(differ([1, 2], [2, 1]), 2);
  assert.equal(differ(null, undefined), 1);
  assert.equal(differ({}, []), 1);
  assert.equal(differ(service(1), service(1, { Name: 'x' })), 1);
});

test('resources are counted, none where there is no such section', () => {
  assert.equal(resourceCount(template({ A: service(1), B: service(2) })), 2);
  assert.equal(resourceCount({}), 0);
});

test('languages are chosen by name, all by default, and another word is refused', () => {
  const known = ['typescript', 'python'];
  assert.deepEqual(readOptions([], known).languages, known);
  assert.deepEqual(readOptions(['python', '--deploy'], known), { languages: ['python'], deploy: true, keep: false, help: false });
  assert.throws(() => readOptions(['rust'], known), /unknown language or option rust: languages are typescript, python/);
});
