import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { linksOf, npmScriptsOf, pages } from './markdown';
import { ROOT } from '../support/tools';

const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { readonly scripts: Record<string, string> };

test.each(pages().map((page) => [page.path, page] as const))('%s leads to files that are there, and to commands that exist', (_, page) => {
  expect(linksOf(page).filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  expect(npmScriptsOf(page).filter((name) => scripts[name] === undefined)).toEqual([]);
});

test('links and commands are found in a page', () => {
  const page = { path: 'docs/page.md', text: '[a](../README.md#x) [b](https://aws.amazon.com) `npm run -s integ -- x` `npm test`; npm run docs:prove; npm run -s check -w packages/lab' };
  expect(linksOf(page)).toEqual(['README.md']);
  expect(npmScriptsOf(page)).toEqual(['integ', 'docs:prove', 'test']);
});
