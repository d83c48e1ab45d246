import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, aws_ec2 as ec2, aws_ecs as ecs, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { Ec2CapacityCluster, HostPort, NetworkModeChecks, Scheduling } from '../../../src';
import { main } from '../../../src/check/command/main';
import { IMAGE } from '../../support/stacks';
import { ROOT } from '../../support/tools';

let outdir: string;

beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'plan-'));
});

afterEach(() => rmSync(outdir, { recursive: true }));

function run(...argv: string[]): { readonly code: number; readonly out: string; readonly error: string } {
  let [out, error] = ['', ''];
  const code = main(argv, { out: (text) => { out += text; }, error: (text) => { error += text; }, colour: false });
  return { code, out, error };
}

function newApp(): App {
  return new App({ outdir, context: { '@aws-cdk/aws-autoscaling:generateLaunchTemplateInsteadOfLaunchConfig': true } });
}

const service = (stack: Stack, id: string, cluster: ecs.ICluster, props: Partial<ecs.Ec2ServiceProps> = {}, port = 80): ecs.Ec2Service => {
  const taskDefinition = new ecs.Ec2TaskDefinition(stack, `${id}Task`, { networkMode: ecs.NetworkMode.BRIDGE });
  taskDefinition.addContainer('main', { image: IMAGE, memoryLimitMiB: 64, portMappings: [{ containerPort: 80, hostPort: port }] });
  return new ecs.Ec2Service(stack, id, { cluster, taskDefinition, minHealthyPercent: 0, maxHealthyPercent: 100, ...props });
};

function plainCluster(stack: Stack, min: number, max = min): ecs.Cluster {
  const cluster = new ecs.Cluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc', { maxAzs: 1 }) });
  cluster.addCapacity('Instances', { instanceType: new ec2.InstanceType('t3.medium'), minCapacity: min, maxCapacity: max });
  return cluster;
}

test('shows the services of this library on their capacities', () => {
  const app = newApp();
  const cluster = new Ec2CapacityCluster(new Stack(app, 'Test'), 'Cluster');
  const edge = cluster.addCapacity('Edge', { minCapacity: 2, maxCapacity: 4 });
  cluster.addCapacity('Idle');
  cluster.addHostModeService('Proxy', { image: IMAGE, capacity: edge, ports: [HostPort.tcp(80)], scheduling: Scheduling.replicas(2) });
  cluster.addHostModeService('Dns', { image: IMAGE, capacity: edge, ports: [HostPort.udp(53)], scheduling: Scheduling.onEveryInstance() });
  app.synth();
  const { code, out } = run('plan', outdir);
  expect(out).toBe([
    'Test/Cluster/Edge  min 2, max 4 instances',
    '  PROTOCOL  PORT  SERVICE             TASKS           REACH',
    '  tcp       80    Test/Cluster/Proxy  2               here',
    '  udp       53    Test/Cluster/Dns    every instance  here',
    '',
    'Test/Cluster/Idle  min 1, max 1 instances',
    '  no host ports',
    '',
    'The plan holds. Counted are the services of this assembly; tasks started by hand and those of other apps are not.',
    '',
  ].join('\n'));
  expect(code).toBe(0);
});

test('says what cannot hold in an app that knows nothing of this library, and exits with 1', () => {
  const app = newApp();
  const stack = new Stack(app, 'Test');
  const cluster = plainCluster(stack, 1);
  service(stack, 'A', cluster);
  service(stack, 'B', cluster);
  app.synth();
  const { code, out } = run('plan', outdir);
  expect(out).toContain('error each instance gives TCP host port 80 to one task: Test/A, Test/B would run 2 tasks, allowed are 1');
  expect(out).toContain('The plan cannot hold.');
  expect(code).toBe(1);
});

test('follows references between stacks, nested stacks and stages', () => {
  const app = newApp();
  const stage = new Stage(app, 'Prod');
  const network = new Stack(stage, 'Network');
  const cluster = plainCluster(network, 3);
  const services = new Stack(stage, 'Services');
  service(services, 'Outer', cluster, { desiredCount: 2 });
  service(new NestedStack(services, 'Nested'), 'Inner', cluster);
  service(new NestedStack(network, 'Near'), 'Inner', cluster, {}, 81);
  app.synth();
  const { capacities, elsewhere, holds } = JSON.parse(run('plan', outdir, '--json').out);
  const row = { protocol: 'tcp', everyInstance: false, reach: ['Prod/Network/Cluster/Instances'] };
  expect(capacities).toEqual([{
    path: 'Prod/Network/Cluster/Instances', minInstances: 3, maxInstances: 3, certainInstances: 3, ports: [
      { ...row, port: 80, service: 'Prod/Services/Nested/Inner', tasks: 1 },
      { ...row, port: 80, service: 'Prod/Services/Outer', tasks: 2 },
      { ...row, port: 81, service: 'Prod/Network/Near/Inner', tasks: 1 },
    ],
  }]);
  expect([elsewhere, holds]).toEqual([[], true]);
});

test('says which services reach several capacities, or ones that it does not know', () => {
  const app = newApp();
  NetworkModeChecks.applyTo(app);
  const stack = new Stack(app, 'Test');
  const cluster = plainCluster(stack, 1);
  cluster.addCapacity('Spot', { instanceType: new ec2.InstanceType('t3.medium') });
  service(stack, 'A', cluster);
  const theirs = ecs.Cluster.fromClusterAttributes(stack, 'Theirs', { clusterName: 'theirs', vpc: cluster.vpc });
  service(stack, 'B', theirs, { desiredCount: 7 }, 8080);
  app.synth();
  const { code, out } = run('plan', outdir);
  expect(out).toMatch(/tcp +80 +Test\/A +1 +here or Test\/Cluster\/Spot/);
  expect(out).toMatch(/not on instances that this assembly knows {2}not counted\n.*\n +tcp +8080 +Test\/B +7 +unknown/);
  expect(code).toBe(0);
});

test('leaves colours to terminals that want them', () => {
  const app = newApp();
  plainCluster(new Stack(app, 'Test'), 1);
  app.synth();
  let out = '';
  main(['plan', outdir], { out: (text) => { out += text; }, error: () => undefined, colour: true });
  expect(out).toContain('\u001b[1mTest/Cluster/Instances\u001b[0m');
});

test('exits with 2 for what it cannot read, and says what to do', () => {
  const missing = run('plan', join(outdir, 'none'));
  expect([missing.code, missing.error]).toEqual([2, expect.stringMatching(/^there is no such directory: got '.*none', allowed is the output of a synthesis; run npx cdk synth first/)]);
  const empty = run('plan', outdir);
  expect([empty.code, empty.error]).toEqual([2, expect.stringMatching(/^a cloud assembly has a manifest.json: got '.*' without one/)]);
  writeFileSync(join(outdir, 'manifest.json'), '{');
  expect(run('plan', outdir)).toMatchObject({ code: 2, error: expect.stringMatching(/^a cloud assembly is made of JSON files: got '.*manifest.json'/) });
  const app = newApp();
  new ec2.Vpc(new Stack(app, 'Test'), 'Vpc');
  app.synth();
  expect(run('plan', outdir)).toMatchObject({ code: 2, error: expect.stringMatching(/^a host-port plan is made from ECS services: got '.*', whose templates have neither/) });
});

test.each([[['pla']], [[]], [['plan', '--jsn']], [['plan', 'a', 'b']]])('exits with 2 for %j', (argv) => {
  expect(run(...argv)).toMatchObject({ code: 2, error: expect.stringMatching(/^ecs-network-modes has one command: got .*, allowed is plan \[DIRECTORY\] \[--json\]/) });
});

test('explains itself', () => {
  expect(run('--help')).toMatchObject({ code: 0, out: expect.stringContaining('NO_COLOR=1') });
  expect(run('plan', '--help')).toMatchObject({ code: 0, error: '' });
});

test('is in the package, and leads to this code', () => {
  const { bin } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  expect(bin).toEqual({ 'ecs-network-modes': 'bin/ecs-network-modes' });
  const [, module] = /join\(__dirname, '\.\.\/lib\/(.*)\.js'\)/.exec(readFileSync(join(ROOT, bin['ecs-network-modes']), 'utf8')) ?? [];
  expect(existsSync(join(ROOT, 'src', `${module}.ts`))).toBe(true);
  expect(readFileSync(join(ROOT, '.npmignore'), 'utf8').split('\n')).not.toContain('/bin');
});
