import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { files, runTwice } from './assembly';
import { ROOT, runs, testWith } from '../support/tools';
import { Run } from '../support/workshop-app';

/** What each example is about, in its template. */
const EXAMPLES: Record<string, (template: Template) => void> = {
  'node-agent': (template) => {
    template.hasResourceProperties('AWS::ECS::Service', { SchedulingStrategy: 'DAEMON' });
    template.hasResourceProperties('AWS::ECS::TaskDefinition', { NetworkMode: 'host' });
  },
  'batch-worker': (template) => {
    const container = { MountPoints: [Match.objectLike({ ContainerPath: '/inbox' })] };
    template.hasResourceProperties('AWS::ECS::TaskDefinition', { NetworkMode: 'none', ContainerDefinitions: [Match.objectLike(container)] });
  },
  'bridge-behind-load-balancer': (template) => {
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', { TargetType: 'instance' });
    template.hasResourceProperties('AWS::ECS::Service', { LoadBalancers: [Match.objectLike({ ContainerPort: 80 })] });
  },
  'existing-app': (template) => {
    template.hasResourceProperties('AWS::ECS::TaskDefinition', { NetworkMode: 'bridge' });
  },
  'four-modes': (template) => {
    for (const NetworkMode of ['host', 'none', 'bridge', 'awsvpc']) template.resourcePropertiesCountIs('AWS::ECS::TaskDefinition', { NetworkMode }, 1);
  },
  'sidecar': (template) => {
    const web = {
      Environment: [Match.objectLike({ Value: '1' })],
      Secrets: [Match.objectLike({ Name: 'PASSWORD' })],
      MountPoints: [Match.objectLike({ SourceVolume: 'pages' })],
      HealthCheck: Match.objectLike({ Retries: 3 }),
    };
    const writer = { Essential: false, MountPoints: [Match.objectLike({ SourceVolume: 'pages' })] };
    template.hasResourceProperties('AWS::ECS::TaskDefinition', { ContainerDefinitions: [Match.objectLike(web), Match.objectLike(writer)] });
  },
  'target-groups': (template) => {
    for (const TargetType of ['instance', 'ip']) template.resourcePropertiesCountIs('AWS::ElasticLoadBalancingV2::TargetGroup', { TargetType }, 1);
  },
  'spot-and-arm': (template) => {
    template.hasResourceProperties('AWS::EC2::LaunchTemplate', { LaunchTemplateData: { InstanceMarketOptions: { MarketType: 'spot' } } });
    template.hasParameter('*', { Default: Match.stringLikeRegexp('amazon-linux-2023/arm64') });
    template.hasResourceProperties('AWS::ECS::TaskDefinition', { PlacementConstraints: [Match.anyValue(), Match.anyValue()] });
  },
};
const NAMES = Object.keys(EXAMPLES);
const LINTERS = [['cfn-lint'], ['python3', '-m', 'cfnlint']];
const linter = LINTERS.find(([command, ...args]) => runs(command, ...args, '--version'));
const testLint = testWith('cfn-lint', linter !== undefined, 'pip install cfn-lint brings it');

const synthesized = new Map<string, [Run, Run]>();

beforeAll(async () => {
  for (const name of NAMES) synthesized.set(name, await runTwice(`examples/${name}/app.ts`));
}, 400_000);
afterAll(() => [...synthesized.values()].flat().forEach(({ outdir }) => rmSync(outdir, { recursive: true })));

/** The template of an example; its stack is its folder in the spelling of construct ids. */
function templateFile(name: string): string {
  const stack = name.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
  return join(synthesized.get(name)![0].outdir, `${stack}.template.json`);
}

test('every example but the workshop is here', () => {
  const folders = readdirSync(join(ROOT, 'examples'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
  expect([...NAMES, 'workshop'].sort()).toEqual(folders.sort());
});

describe.each(NAMES)('%s', (name) => {
  test('synthesizes without a warning', () => {
    expect(synthesized.get(name)!.map(({ status, stderr }) => [status, stderr])).toEqual([[0, ''], [0, '']]);
  });

  test('defines what it is about', () => {
    EXAMPLES[name](Template.fromJSON(JSON.parse(readFileSync(templateFile(name), 'utf8')) as Record<string, unknown>));
  });

  test('makes the same assembly byte for byte', () => {
    const [first, second] = synthesized.get(name)!;
    expect(files(second.outdir)).toEqual(files(first.outdir));
  });
});

testLint('cfn-lint finds nothing in any of them', () => {
  const [command, ...args] = linter!;
  // CDK spells out dependencies that references imply
  const { status, stdout } = spawnSync(command, [...args, '--ignore-checks', 'W3005', '--', ...NAMES.map(templateFile)], { encoding: 'utf8' });
  expect([status, stdout]).toEqual([0, '']);
}, 120_000);
