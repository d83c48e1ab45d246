import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runApp } from '../support/workshop-app';

const APP = ['examples/workshop/app.ts'];

/** Files of an assembly with their contents; directories are assets, named by their contents. */
function files(outdir: string): Record<string, string> {
  const entries = readdirSync(outdir, { withFileTypes: true });
  return Object.fromEntries(entries.map((entry) => [entry.name, entry.isFile() ? readFileSync(join(outdir, entry.name), 'utf8') : '']));
}

test('the app makes the same assembly byte for byte, and says nothing', () => {
  const [first, second] = [runApp(APP), runApp(APP)];
  expect([first.status, second.status, first.stderr]).toEqual([0, 0, '']);
  const assembly = files(first.outdir);
  expect(Object.keys(assembly)).toContain('ecs-network-modes-workshop.template.json');
  expect(files(second.outdir)).toEqual(assembly);
  [first, second].forEach(({ outdir }) => rmSync(outdir, { recursive: true }));
}, 60_000);
