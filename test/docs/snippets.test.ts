import { compileErrors } from './compile';
import { pages, snippetsOf } from './markdown';

const wrong = { path: 'docs/wrong.md', text: 'words\n\n```ts\ncluster.addNoneModeService(\'Batch\', { image, ports: [] });\n```\n' };
const snippets = pages().flatMap(snippetsOf);
let errors: string[] = [];
// one program for all, since most of its time goes into the types of aws-cdk-lib
beforeAll(() => {
  errors = compileErrors([...snippets, ...snippetsOf(wrong)]);
}, 300_000);

test('every snippet of the README and of docs/ compiles strictly against the sources', () => {
  expect(snippets.map(({ page }) => page)).toEqual(expect.arrayContaining(['README.md', 'docs/network-modes.md', 'docs/probes.md']));
  expect(errors.filter((error) => !error.startsWith(wrong.path))).toEqual([]);
});

test('a snippet with a property that does not exist is told with its page and line', () => {
  expect(errors.filter((error) => error.startsWith(wrong.path))).toEqual([expect.stringMatching(/^docs\/wrong\.md:4: .*'ports' does not exist/)]);
});
