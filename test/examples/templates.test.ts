import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { NetworkModesWorkshop } from '../../src';
import { ROOT } from '../support/tools';

interface Definition {
  readonly networkMode: string;
  readonly family: string;
  readonly taskRoleArn: string;
  readonly executionRoleArn: string;
  readonly containerDefinitions: Record<string, unknown>[];
}

const stack = new Stack(new App(), 'Test');
new NetworkModesWorkshop(stack, 'Workshop');
const outputs = Object.keys(Template.fromStack(stack).toJSON().Outputs as object);
const environment: Record<string, string> = { AWS_REGION: 'eu-central-1', ...Object.fromEntries(outputs.map((name) => [name, `value-of-${name}`])) };

/** What envsubst makes of a template: a variable that is not set becomes nothing. */
function substituted(mode: string): Definition {
  const template = readFileSync(join(ROOT, 'examples', 'workshop', `ecs-networking-demo-${mode}-mode.json.template`), 'utf8');
  return JSON.parse(template.replace(/\$\{?(\w+)\}?/g, (_, name: string) => environment[name] ?? '')) as Definition;
}

/** The task definition that the stack defines for the same family, with the spelling of the API. */
function deployed(family: string) {
  const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::ECS::TaskDefinition', { Properties: { Family: family } }));
  return Properties as { NetworkMode: string; ContainerDefinitions: Record<string, unknown>[] };
}

describe.each(['host', 'none'])('the template of the %s-mode page', (mode) => {
  const definition = substituted(mode);

  test('takes its values from the outputs of the stack and the region', () => {
    expect(definition).toMatchObject({ networkMode: mode, taskRoleArn: 'value-of-TaskRoleArn', executionRoleArn: 'value-of-TaskExecutionRoleArn' });
    expect(definition.containerDefinitions[0].logConfiguration).toEqual({ logDriver: 'awslogs', options: {
      'awslogs-group': 'value-of-LogGroupName', 'awslogs-region': 'eu-central-1', 'awslogs-stream-prefix': 'container-stdout',
    } });
  });

  test('leaves no value empty', () => {
    expect(JSON.stringify(definition)).not.toContain('""');
  });

  test('describes the same task as the stack', () => {
    const { ContainerDefinitions: [container] } = deployed(definition.family);
    expect(definition.containerDefinitions).toEqual([expect.objectContaining({
      name: container.Name, image: container.Image, cpu: container.Cpu, memory: container.Memory, essential: true,
      linuxParameters: { initProcessEnabled: true },
      ...container.Command ? { command: container.Command } : {},
    })]);
  });
});

test('the host-mode page maps port 80 as a number, and the none-mode page maps nothing', () => {
  expect(substituted('host').containerDefinitions[0].portMappings).toEqual([{ containerPort: 80, protocol: 'tcp' }]);
  expect(substituted('none').containerDefinitions[0]).not.toHaveProperty('portMappings');
});
