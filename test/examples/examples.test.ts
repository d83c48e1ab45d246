import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../support/tools';
import { runApp } from '../support/workshop-app';

interface Template {
  readonly Resources: Record<string, { readonly Type: string; readonly Properties: Record<string, unknown> }>;
}

/** Synthesizes an example in a process of its own and returns its template. */
function synthesized(name: string): { readonly status: number | null; readonly stderr: string; readonly template: Template } {
  const { status, stderr, outdir } = runApp([`examples/${name}/app.ts`]);
  const template = JSON.parse(readFileSync(join(outdir, `${stackOf(name)}.template.json`), 'utf8')) as Template;
  rmSync(outdir, { recursive: true });
  return { status, stderr, template };
}

/** The stack of an example: its folder in the spelling of construct ids. */
function stackOf(name: string): string {
  return name.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
}

function only({ Resources }: Template, type: string): Record<string, unknown> {
  const found = Object.values(Resources).filter(({ Type }) => Type === type);
  expect(found).toHaveLength(1);
  return found[0].Properties;
}

const EXAMPLES: Record<string, (template: Template) => void> = {
  'node-agent': (template) => {
    expect(only(template, 'AWS::ECS::Service')).toMatchObject({ SchedulingStrategy: 'DAEMON' });
    expect(only(template, 'AWS::ECS::TaskDefinition')).toMatchObject({ NetworkMode: 'host' });
  },
  'batch-worker': (template) => {
    expect(only(template, 'AWS::ECS::TaskDefinition')).toMatchObject({
      NetworkMode: 'none', ContainerDefinitions: [{ MountPoints: [{ ContainerPath: '/inbox' }] }],
    });
  },
  'bridge-behind-load-balancer': (template) => {
    expect(only(template, 'AWS::ElasticLoadBalancingV2::TargetGroup')).toMatchObject({ TargetType: 'instance' });
    expect(only(template, 'AWS::ECS::Service')).toMatchObject({ LoadBalancers: [{ ContainerPort: 80 }] });
  },
  'existing-app': (template) => {
    expect(only(template, 'AWS::ECS::TaskDefinition')).toMatchObject({ NetworkMode: 'bridge' });
  },
};

test('every example but the workshop is here', () => {
  const folders = readdirSync(join(ROOT, 'examples'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
  expect(Object.keys(EXAMPLES).sort()).toEqual(folders.filter((name) => name !== 'workshop').sort());
});

test.each(Object.entries(EXAMPLES))('%s synthesizes without a warning', (name, check) => {
  const { status, stderr, template } = synthesized(name);
  expect([status, stderr]).toEqual([0, '']);
  check(template);
}, 60_000);
