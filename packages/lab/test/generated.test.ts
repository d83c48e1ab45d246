import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';

describe('generated files', () => {
  for (const script of ['models.mjs', 'supported.mjs']) {
    it(`are what ${script} would write`, () => {
      const { status, stderr } = spawnSync(process.execPath, [join(__dirname, '../scripts', script), '--check'], { encoding: 'utf8' });
      assert.equal(status, 0, stderr);
    });
  }
});
