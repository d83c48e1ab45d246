import { awscdk, javascript } from 'projen';

/** The integration scenarios are type checked on their own: they are no part of the published library. */
export function addIntegration(project: awscdk.AwsCdkConstructLibrary): void {
  new javascript.TypescriptConfig(project, {
    fileName: 'integ/tsconfig.json',
    include: ['**/*.ts', '../examples/**/*.ts'],
    exclude: ['node_modules'],
    extends: javascript.TypescriptConfigExtends.fromPaths(['../tsconfig.json']),
    compilerOptions: { noEmit: true, rootDir: '..' },
  });
}
