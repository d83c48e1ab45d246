import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventLine } from '../../src/cli/event-line';

const place = { sequence: 1, time: '2026-01-02T03:04:05.678Z' };

test('a line has the time of day, the subject with a short id, and what happened; no colour where it is not shown on a terminal', () => {
  const task = { ...place, kind: 'task', cluster: 'demo', id: '0123456789abcdef0123456789abcdef', label: 'web:3' } as const;
  assert.match(eventLine({ ...task, text: 'PENDING → RUNNING', state: { from: 'PENDING', to: 'RUNNING' } }), /^\d\d:04:05 task {5}demo\/01234567 web:3 {2}PENDING → RUNNING$/);
  assert.match(eventLine({ ...place, kind: 'machine', id: 'i-0123456789abcdef0', text: 'gone' }), /machine {2}i-0123456789abcdef0 {2}gone$/);
});
