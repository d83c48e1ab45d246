import { awscdk, javascript } from 'projen';
import { addCommands } from './projenrc/commands';
import { hardenInstall } from './projenrc/install';
import { addIntegration } from './projenrc/integration';
import { addJsiiTargets, jsiiTargets } from './projenrc/jsii-targets';
import { addQualityGates } from './projenrc/quality';
import { hardenRelease, releaseWorkflow } from './projenrc/release';
import { addWorkspaces } from './projenrc/workspaces';

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-ecs-network-modes',
  description: 'Amazon ECS network modes on EC2 (host, none, bridge, awsvpc) as constructs that prove themselves, on AWS or on a local lab',
  keywords: ['aws', 'cdk', 'ecs', 'ec2', 'network-mode', 'ecs-exec'],
  author: 'cdk-ecs-network-modes maintainers',
  authorAddress: 'maintainers@cdk-ecs-network-modes.example',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/cdk-ecs-network-modes/cdk-ecs-network-modes.git',
  license: 'Apache-2.0',
  stability: 'experimental',
  defaultReleaseBranch: 'main',
  packageManager: javascript.NodePackageManager.NPM,
  projenrcTs: true,
  projenVersion: '0.103.25',
  cdkVersion: '2.257.0',
  constructsVersion: '10.5.1',
  jsiiVersion: '~6.0.16',
  typescriptVersion: '~5.9.3',
  minNodeVersion: '20.16.0',
  workflowNodeVersion: '22',
  ...releaseWorkflow,
  buildWorkflow: false,
  depsUpgrade: false,
  pullRequestTemplate: false,
  sampleCode: false,
  docgen: true,
  readme: undefined,
  eslint: false, // projen writes the retired eslintrc form; eslint.config.mjs is ours
  prettier: false,
  jest: true,
  jestOptions: {
    jestVersion: '^30',
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    extraCliOptions: ['--coverage=false'],
    jestConfig: { collectCoverage: false, testMatch: ['<rootDir>/test/**/*.test.ts'] as never, randomize: true },
  },
  lambdaOptions: { runtime: awscdk.LambdaRuntime.NODEJS_24_X },
  integrationTestAutoDiscover: false,
  ...jsiiTargets,
  devDeps: [
    'aws-cdk@2.1148.1',
    // the newest versions that aws-cdk-lib 2.257.0 reads and that every registry holds: pacmak writes them into go.mod
    '@aws-cdk/cloud-assembly-schema@53.27.0',
    '@aws-cdk/asset-node-proxy-agent-v6@2.1.2',
    '@aws-cdk/asset-awscli-v1@2.2.273',
    '@aws-cdk/integ-runner@2.197.10',
    '@aws-cdk/integ-tests-alpha@2.245.0-alpha.0',
    'aws-cdk-lib-newest@npm:aws-cdk-lib@2.276.0', // templates are also held against its CloudFormation validator
    'cdk-nag@3.0.2',
    '@aws-sdk/client-cloudformation@^3',
    '@aws-sdk/client-ec2@^3',
    '@aws-sdk/client-ecs@^3',
    '@aws-sdk/client-iam@^3',
    '@aws-sdk/client-ssm@^3',
    '@aws-sdk/client-sts@^3',
    'esbuild@^0.28',
    '@types/ws@^8',
    'ws@8.23.0',
    'eslint@^9',
    'typescript-eslint@^8',
    'eslint-plugin-awscdk@^4.2.1',
    'tsx@^4',
    'fast-check@^4',
    '@types/aws-lambda',
  ],
  gitignore: ['.jsii.tabl.json', '.eslintcache', 'cdk.out/', 'cdk.context.json', '.venv/', '.cache/', 'integ/**/cdk-integ.out*', 'integ/**/asset.*', 'packages/*/dist/',
    'workshop-report.*', 'ecs-networking-demo-*.json', '!*.json.template',
    '!packages/lab/src/services/logs/', '!packages/lab/test/services/logs/'],
});

hardenInstall(project);
addWorkspaces(project);
addQualityGates(project);
addJsiiTargets(project);
addIntegration(project);
addCommands(project);
hardenRelease(project);

project.synth();
