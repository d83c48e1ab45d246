import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import { Snippet } from './markdown';
import { ROOT } from '../support/tools';

const FIXTURES = [join(ROOT, 'test', 'docs', 'fixtures'), join(ROOT, 'rosetta')];
const HERE = '/// here';

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.Node16,
  moduleResolution: ts.ModuleResolutionKind.Node16,
  strict: true,
  noImplicitReturns: true,
  noEmit: true,
  skipLibCheck: true,
  esModuleInterop: true,
  types: ['node'],
  // the snippets are held against the sources, not against what was compiled last
  paths: { 'cdk-ecs-network-modes': [join(ROOT, 'src', 'index.ts')] },
};

/** What a page's snippets take for granted: a fixture with the name of the page, or the one of the README. */
function fixtureFor(page: string): string {
  const name = page.replace(/\.md$/, '').replaceAll('/', '-');
  const own = join(FIXTURES[0], `${name}.ts-fixture`);
  return readFileSync(existsSync(own) ? own : join(FIXTURES[1], 'default.ts-fixture'), 'utf8');
}

/** The snippet inside its fixture; imports of its own come first. */
function source({ code, page, whole }: Snippet): string {
  if (whole) return `${code}\nexport {};\n`;
  const lines = code.split('\n');
  const imports = lines.filter((line) => line.startsWith('import '));
  const rest = lines.map((line) => line.startsWith('import ') ? '' : line).join('\n');
  return `${imports.join('\n')}\n${fixtureFor(page).replace(HERE, () => rest)}`;
}

/** What the compiler has against each snippet, all compiled as one program; nothing where all are right. */
export function compileErrors(snippets: readonly Snippet[]): string[] {
  const files = new Map(snippets.map((snippet, index) => [join(ROOT, 'test', 'docs', `snippet-${index}.ts`), snippet]));
  const host = ts.createCompilerHost(OPTIONS);
  const { getSourceFile, fileExists, readFile } = host;
  const textOf = (name: string) => {
    const snippet = files.get(name);
    return snippet && source(snippet);
  };
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.readFile = (name) => textOf(name) ?? readFile(name);
  host.getSourceFile = (name, version, ...rest) => {
    const text = textOf(name);
    return text === undefined ? getSourceFile(name, version, ...rest) : ts.createSourceFile(name, text, version);
  };
  const program = ts.createProgram([...files.keys()], OPTIONS, host);
  return [...files].flatMap(([name, { place }]) => {
    const file = program.getSourceFile(name);
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]
      .map(({ messageText }) => `${place}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
  });
}
