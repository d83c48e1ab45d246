#!/usr/bin/env node
// makes a fresh machine ready: npm dependencies and a Docker engine. Needs nothing but Node.
import { ensureDependencies } from './setup/dependencies.mjs';
import { ensureEngine } from './setup/engine.mjs';
import { Refusal } from './setup/refusal.mjs';

const wanted = [[20, 16], [22, 0], [24, 0]];

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 24 || wanted.some(([m, n]) => major === m && minor >= n)) return;
  throw new Refusal(`Node.js ${process.versions.node} is not supported: use 20.16 or newer, 22 or 24.`);
}

try {
  checkNode();
  ensureDependencies();
  if (!process.argv.includes('--no-engine')) await ensureEngine();
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
