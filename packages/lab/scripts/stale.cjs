'use strict';
const { existsSync, readdirSync, statSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');
const bundle = join(root, 'dist', 'ecs-lab.cjs');
const sources = ['src', 'schemas', 'package.json', 'scripts/build.mjs', '../session-channel/src'].map((place) => join(root, place));

/** Whether anything in a place changed after a time; a removed file changes its folder. */
function changedAfter(place, time) {
  const found = statSync(place);
  if (found.mtimeMs > time) return true;
  return found.isDirectory() && readdirSync(place, { withFileTypes: true })
    .some((entry) => changedAfter(join(place, entry.name), time));
}

/** Whether the bundle is missing or older than what it is made from. A package without sources is never stale. */
function isStale() {
  if (!existsSync(join(root, 'src', 'cli'))) return false;
  if (!existsSync(bundle)) return true;
  const { mtimeMs } = statSync(bundle);
  return sources.some((place) => existsSync(place) && changedAfter(place, mtimeMs));
}

module.exports = { bundle, isStale };
