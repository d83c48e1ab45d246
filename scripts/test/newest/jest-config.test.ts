import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkConfig, jestConfig } from '../../newest/jest-config';

const copies = { cdk: '/copies/aws-cdk-lib', constructs: '/own/constructs' };

/** Where an import goes that is written somewhere in the tests or in what they load. */
function target(specifier: string): string {
  const { moduleNameMapper } = jestConfig({}, '/project', copies) as { readonly moduleNameMapper: Readonly<Record<string, string>> };
  const [found] = Object.entries(moduleNameMapper).filter(([pattern]) => new RegExp(pattern).test(specifier));
  return found ? specifier.replace(new RegExp(found[0]), found[1]) : specifier;
}

test('aws-cdk-lib and its modules come from the copy, constructs from one place, and all else from where it is', () => {
  assert.equal(target('aws-cdk-lib'), '/copies/aws-cdk-lib');
  assert.equal(target('aws-cdk-lib/assertions'), '/copies/aws-cdk-lib/assertions');
  assert.equal(target('constructs'), '/own/constructs');
  assert.equal(target('aws-cdk-lib-newest'), 'aws-cdk-lib-newest');
  assert.equal(target('cdk-nag'), 'cdk-nag');
});

test('the rest of the project\'s own configuration is kept', () => {
  assert.deepEqual(jestConfig({ transform: { ts: 'ts-jest' }, reporters: ['x'] }, '/project', copies).transform, { ts: 'ts-jest' });
});

test('the sources are checked against the copy', () => {
  const { compilerOptions, include } = checkConfig('/project', copies) as { compilerOptions: { paths: Record<string, string[]> }; include: string[] };
  assert.deepEqual(compilerOptions.paths['aws-cdk-lib/*'], ['/copies/aws-cdk-lib/*']);
  assert.deepEqual(include, ['/project/src/**/*.ts']);
});
