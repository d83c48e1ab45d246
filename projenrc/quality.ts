import { awscdk } from 'projen';

/** Lint and type checks: what runs before any test. */
export function addQualityGates(project: awscdk.AwsCdkConstructLibrary): void {
  project.addTask('lint', { description: 'Lint everything that is written by hand', exec: 'eslint --cache .' });
  project.addTask('typecheck', { description: 'Type check the tests and the workspaces', steps: [
    { exec: 'tsc --noEmit -p test/tsconfig.json' },
    { exec: 'tsc --noEmit -p integ/tsconfig.json' },
    { exec: 'tsc --noEmit -p scripts' },
    { exec: 'tsc --noEmit -p scripts/bench/synth' },
    { exec: 'npm run -s check --workspaces' },
  ] });
}
