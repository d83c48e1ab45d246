import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Observations } from '../../workshop/observation';
import { readOptions } from '../../workshop/options';
import { html } from '../../workshop/report';

test('counts what holds and what does not', () => {
  const observations = new Observations(() => undefined);
  observations.check('host mode', 'a', 'b', 'c', true);
  observations.check('none mode', 'a', 'b', 'c', false);
  assert.deepEqual([observations.passed, observations.failed], [1, 1]);
});

test('shows output as text, never as markup', () => {
  const page = html({ ranAt: '', on: 'lab', seconds: 1, passed: 0, failed: 1, observations: [
    { page: 'host mode', command: 'curl', promised: 'x', seen: '<script>alert(1)</script>', holds: false },
  ] });
  assert.ok(!page.includes('<script>'));
  assert.ok(page.includes('&lt;script&gt;'));
  assert.ok(page.includes('not every check holds'));
});

test('fails for an option that does not exist, naming those that do', () => {
  assert.throws(() => readOptions(['--kep']), /unknown option --kep: use --keep/);
  assert.throws(() => readOptions(['--yes']), /belongs to --aws/);
});
