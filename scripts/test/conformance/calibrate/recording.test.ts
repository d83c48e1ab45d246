import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readOptions } from '../../../conformance/calibrate/options';
import { differences, readRecordings, type RecordedLine, type Recording, recordedOn } from '../../../conformance/calibrate/recording';

const line = (number: number, outcome: RecordedLine['outcome'], observed = 'seen'): RecordedLine =>
  ({ number, text: `line ${number}`, mark: 'D', outcome, observed, seconds: 1 });
const recording = (recordedAt: string, ...lines: RecordedLine[]): Recording => ({ format: 1, recordedAt, on: 'aws', region: 'us-east-1', lines });

test('the column of the table says what the newest recording that tried a line saw, or that there is none', () => {
  const all = [recording('2026-01-01', line(1, 'differs', 'other words'), line(2, 'pass')), recording('2026-02-02', line(1, 'pass'), line(2, 'not replayed', 'no room'))];
  assert.equal(recordedOn(all, 1), 'pass 2026-02-02');
  assert.equal(recordedOn(all, 2), 'pass 2026-01-01');
  assert.equal(recordedOn(all.slice(0, 1), 1), 'differs 2026-01-01: other words');
  assert.equal(recordedOn([recording('2026-02-02', line(3, 'not replayed', 'no room'))], 3), 'not replayed 2026-02-02: no room');
  assert.equal(recordedOn(all, 9), 'none yet');
});

test('a difference is told both ways, and a line that was not tried says so', () => {
  const told = differences([line(1, 'pass'), line(2, 'differs', 'AWS says x'), line(3, 'pass'), line(4, 'not replayed', 'no room'), line(5, 'differs')], new Set([1, 2, 4]));
  assert.deepEqual(told.map((text) => text.split('\n')[0]), ['2 holds in the lab and not here: line 2', '3 holds here and not in the lab: line 3', '4 not replayed: no room']);
  assert.match(told[0]!, /seen here: AWS says x/);
});

test('only recordings of an account are read, the oldest first', () => {
  const folder = mkdtempSync(join(tmpdir(), 'recordings-'));
  try {
    assert.deepEqual(readRecordings(join(folder, 'none')), []);
    writeFileSync(join(folder, 'b.json'), JSON.stringify(recording('2026-01-01')));
    writeFileSync(join(folder, 'a.json'), JSON.stringify(recording('2026-02-02')));
    assert.deepEqual(readRecordings(folder).map(({ recordedAt }) => recordedAt), ['2026-01-01', '2026-02-02']);
    writeFileSync(join(folder, 'lab.json'), JSON.stringify({ ...recording('2026-03-03'), on: 'another endpoint' }));
    assert.throws(() => readRecordings(folder), /lab\.json is not a recording of an AWS account/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('options: an account has to be named, and what is not known is refused', () => {
  const given = readOptions(['--profile', 'me', '--line=57-58', '--line', '3', '--yes'], 104);
  assert.deepEqual([given.profile, given.lines, given.yes], ['me', [57, 58, 3], true]);
  assert.throws(() => readOptions([], 104), /say on which account/);
  assert.throws(() => readOptions(['--profile', 'me', '--endpoint-url', 'http://x'], 104), /one of the two/);
  assert.throws(() => readOptions(['--profile'], 104), /--profile needs a value/);
  assert.throws(() => readOptions(['--profile', 'me', '--force'], 104), /unknown option --force/);
  assert.throws(() => readOptions(['--profile', 'me', '--line', '105'], 104), /from 1 to 104/);
});
