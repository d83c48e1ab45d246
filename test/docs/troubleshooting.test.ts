import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { linksOf } from './markdown';
import { ROOT } from '../support/tools';

interface Row {
  readonly symptom: string;
  /** Each test with the words that lead to it. */
  readonly tests: readonly { readonly words: string; readonly file: string }[];
}

const PAGE = 'docs/troubleshooting.md';

/** Lines of the page's tables, without their headings. */
const rows: Row[] = readFileSync(join(ROOT, PAGE), 'utf8').split('\n').filter((line) => /^\| (?!symptom)/.test(line)).map((line) => {
  const cells = line.split('|').map((cell) => cell.trim());
  const tests = [...cells[4].matchAll(/\[(?<words>[^\]]+)\]\([^)]+\)/g)].map(({ groups, 0: link }) => ({
    words: groups!.words, file: linksOf({ path: PAGE, text: link })[0],
  }));
  return { symptom: cells[1], tests };
});

test('there are symptoms', () => {
  expect(rows.length).toBeGreaterThan(20);
});

test.each(rows.map((row) => [row.symptom, row] as const))('%s has a test that is there and speaks of it', (_, { tests }) => {
  expect(tests).not.toEqual([]);
  for (const { words, file } of tests) {
    const path = join(ROOT, file);
    expect([file, existsSync(path) && statSync(path).isFile()]).toEqual([file, true]);
    // a scenario is named by its folder
    if (!words.startsWith('integ/')) expect(readFileSync(path, 'utf8')).toContain(words);
  }
});
