import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { ROOT } from '../support/tools';

export interface Page {
  /** Path from the root of the repository. */
  readonly path: string;
  readonly text: string;
}

export interface Snippet {
  /** The page and the line of its first line of code, for messages. */
  readonly place: string;
  readonly page: string;
  readonly code: string;
  /** Whether it stands by itself, as its page says with `nofixture`. */
  readonly whole: boolean;
}

/** README.md, CONTRIBUTING.md, ARCHITECTURE.md and everything below docs/. */
export function pages(): Page[] {
  const docs = readdirSync(join(ROOT, 'docs'), { recursive: true }).map(String).filter((name) => name.endsWith('.md')).map((name) => join('docs', name));
  return ['README.md', 'CONTRIBUTING.md', 'ARCHITECTURE.md', ...docs.sort()].map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
}

/** The TypeScript blocks of a page. */
export function snippetsOf({ path, text }: Page): Snippet[] {
  return [...text.matchAll(/^```(?:ts|typescript)(?<options>[^\n]*)\n(?<code>[\s\S]*?)^```$/gm)].map(({ groups, index }) => ({
    place: `${path}:${text.slice(0, index).split('\n').length + 1}`,
    page: path,
    code: groups!.code,
    whole: groups!.options.includes('nofixture'),
  }));
}

/** Links of a page to other files of the repository, as paths from its root. */
export function linksOf({ path, text }: Page): string[] {
  const targets = [...text.matchAll(/\]\((?<target>[^)#\s]+)(?:#[^)]*)?\)/g)].map(({ groups }) => groups!.target);
  return targets.filter((target) => !/^[a-z]+:/.test(target)).map((target) => relative(ROOT, join(ROOT, dirname(path), target)));
}

/** Names of the root package's npm scripts that a page tells its reader to run. */
export function npmScriptsOf({ text }: Page): string[] {
  const runs = [...text.matchAll(/npm run (?:-s )?(?<name>[a-z][\w:-]*)(?! -w)\b(?! -w)/g)].map(({ groups }) => groups!.name);
  return /npm test\b/.test(text) ? [...runs, 'test'] : runs;
}
