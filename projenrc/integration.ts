import { readdirSync } from 'node:fs';
import { awscdk, javascript } from 'projen';

/** The integration scenarios and the examples are type checked on their own: neither is part of the published library. */
export function addIntegration(project: awscdk.AwsCdkConstructLibrary): void {
  for (const entry of readdirSync('integ', { withFileTypes: true })) {
    if (entry.isDirectory()) project.package.setScript(`integ:${entry.name}`, `npm run -s integ -- ${entry.name}`);
  }
  new javascript.TypescriptConfig(project, {
    fileName: 'integ/tsconfig.json',
    include: ['**/*.ts', '../examples/**/*.ts'],
    exclude: ['node_modules'],
    extends: javascript.TypescriptConfigExtends.fromPaths(['../tsconfig.json']),
    compilerOptions: { noEmit: true, rootDir: '..' },
  });
  for (const entry of readdirSync('integ', { withFileTypes: true })) {
    if (entry.isDirectory()) project.package.setScript(`integ:${entry.name}`, `npm run -s integ -- ${entry.name}`);
  }
  new javascript.TypescriptConfig(project, {
    fileName: 'examples/tsconfig.json',
    include: ['**/*.ts'],
    exclude: ['node_modules'],
    extends: javascript.TypescriptConfigExtends.fromPaths(['../tsconfig.json']),
    compilerOptions: { noEmit: true, rootDir: '..' },
  });
}
