import { awscdk } from 'projen';

/**
 * The README's commands. They are plain npm scripts and not projen tasks: each must work in a fresh clone,
 * where nothing is installed yet, so each begins with the dependency-free setup.
 */
export function addCommands(project: awscdk.AwsCdkConstructLibrary): void {
  const tsx = 'node --import tsx';
  const commands: Readonly<Record<string, string>> = {
    'setup': 'node scripts/setup.mjs',
    'test': 'node scripts/setup.mjs && projen test:all',
    'workshop': `node scripts/setup.mjs && ${tsx} scripts/workshop/main.ts`,
    'workshop:env': `${tsx} scripts/workshop/env.ts`,
    'integ': `node scripts/setup.mjs && projen bundle && ${tsx} scripts/integ/main.ts`,
    'conformance': `node scripts/setup.mjs && ${tsx} scripts/conformance/main.ts`,
    'package': 'node scripts/setup.mjs --no-engine && projen pre-compile && projen compile && projen package-all',
    'test:consumers': `${tsx} scripts/consumers/main.ts`,
    'bench': `node scripts/setup.mjs && ${tsx} scripts/bench/main.ts`,
    'bench:synth': `node scripts/setup.mjs --no-engine && ${tsx} scripts/bench/synth/main.ts`,
    'docs:prove': `node scripts/setup.mjs && projen bundle && ${tsx} scripts/prove/main.ts`,
    'test:newest': `node scripts/setup.mjs --no-engine && projen bundle && ${tsx} scripts/newest/main.ts`,
  };
  for (const [name, command] of Object.entries(commands)) project.package.setScript(name, command);
  project.package.addBin({ 'ecs-network-modes': 'bin/ecs-network-modes' });

  project.addTask('test:all', {
    description: 'Lint, type check, compile, and every unit, protocol and Docker test',
    steps: [
      { spawn: 'lint' },
      { spawn: 'typecheck' },
      { spawn: 'pre-compile' },
      { spawn: 'compile' },
      { spawn: 'docgen' },
      { exec: 'jest' },
      { exec: 'node scripts/node-test.mjs scripts' },
      { exec: 'npm run -s test --workspaces' },
      { exec: 'node scripts/check-clean.mjs' },
    ],
    env: { JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20', CDK_VALIDATION: 'false' },
  });
}
