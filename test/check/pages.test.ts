import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FINDING_IDS } from '../../src/check/private/finding';
import { ROOT } from '../support/tools';

const FOLDER = join(ROOT, 'docs', 'checks');

test('every finding has a page, and every page a finding', () => {
  const pages = readdirSync(FOLDER).filter((name) => name !== 'README.md').map((name) => name.replace(/\.md$/, ''));
  expect(pages.sort()).toEqual([...FINDING_IDS].sort());
});

test('every page names its id and a cure, and the list leads to it', () => {
  const index = readFileSync(join(FOLDER, 'README.md'), 'utf8');
  for (const id of FINDING_IDS) {
    const page = readFileSync(join(FOLDER, `${id}.md`), 'utf8');
    expect(page).toContain(`\`cdk-ecs-network-modes:${id}\``);
    expect(page).toContain('**Cure.**');
    expect(index).toContain(`(${id}.md)`);
  }
});
