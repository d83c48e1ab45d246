import { rmSync } from 'node:fs';
import { files } from './assembly';
import { runApp } from '../support/workshop-app';

const APP = ['examples/workshop/app.ts'];

test('the app makes the same assembly byte for byte, and says nothing', () => {
  const [first, second] = [runApp(APP), runApp(APP)];
  expect([first.status, second.status, first.stderr]).toEqual([0, 0, '']);
  const assembly = files(first.outdir);
  expect(Object.keys(assembly)).toContain('ecs-network-modes-workshop.template.json');
  expect(files(second.outdir)).toEqual(assembly);
  [first, second].forEach(({ outdir }) => rmSync(outdir, { recursive: true }));
}, 60_000);
