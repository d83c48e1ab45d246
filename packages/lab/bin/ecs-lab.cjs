#!/usr/bin/env node
'use strict';
const { execFileSync } = require('node:child_process');
const { join } = require('node:path');
const { bundle, isStale } = require('../scripts/stale.cjs');

if (isStale()) {
  try {
    execFileSync(process.execPath, [join(__dirname, '..', 'scripts', 'build.mjs')], { stdio: ['ignore', 'inherit', 'inherit'] });
  } catch {
    // the build has said why
    process.exit(1);
  }
}
require(bundle);
