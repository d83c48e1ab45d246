import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { ROOT } from './support/tools';

const SOURCES = join(ROOT, 'src');

function importsOf(file: string): string[] {
  const found = [...readFileSync(file, 'utf8').matchAll(/from '(\.[^']*)'/g)].map(([, path]) => join(dirname(file), path));
  return found.map((path) => (existsSync(`${path}.ts`) ? `${path}.ts` : join(path, 'index.ts')));
}

/** Circles that begin at a file, each as the files on it. */
function circles(files: string[]): string[][] {
  const imports = new Map(files.map((file) => [file, importsOf(file)]));
  const done = new Set<string>();
  const found: string[][] = [];
  const visit = (file: string, way: string[]): void => {
    if (way.includes(file)) {
      found.push([...way.slice(way.indexOf(file)), file].map((each) => relative(SOURCES, each)));
    } else if (!done.has(file)) {
      imports.get(file)?.forEach((next) => visit(next, [...way, file]));
      done.add(file);
    }
  };
  files.forEach((file) => visit(file, []));
  return found;
}

test('no file of the library imports itself over others', () => {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts')).map((file) => join(SOURCES, file));
  expect(files.length).toBeGreaterThan(50);
  expect(circles(files)).toEqual([]);
});
