import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { KNOWN_AFTER_APPLY } from '../../../src/cloudformation/intrinsics/intrinsic';
import type { Properties } from '../../../src/cloudformation/resource-handler';
import { conform } from '../../../src/cloudformation/schema/conform';
import { loadSchemas } from '../../../src/cloudformation/schema/load';
import type { ResourceSchema } from '../../../src/cloudformation/schema/schema';

async function check(typeName: string, properties: Properties): Promise<Properties> {
  return conform('Thing', properties, (await loadSchemas()).get(typeName) as ResourceSchema);
}

describe('properties', () => {
  it('take the types of the schema, as CloudFormation gives them', async () => {
    assert.deepEqual(
      await check('AWS::ECS::TaskDefinition', {
        Cpu: 256, RequiresCompatibilities: ['EC2'],
        ContainerDefinitions: [{ Name: 'nginx', Image: 'nginx', Essential: 'true', PortMappings: [{ ContainerPort: '80', HostPort: 80 }], DockerLabels: { version: 2 } }],
      }),
      {
        Cpu: '256', RequiresCompatibilities: ['EC2'],
        ContainerDefinitions: [{ Name: 'nginx', Image: 'nginx', Essential: true, PortMappings: [{ ContainerPort: 80, HostPort: 80 }], DockerLabels: { version: '2' } }],
      },
    );
  });

  it('that are not known yet fit every type', async () => {
    const properties = { TaskDefinition: KNOWN_AFTER_APPLY, DesiredCount: KNOWN_AFTER_APPLY, PlacementConstraints: KNOWN_AFTER_APPLY };
    assert.deepEqual(await check('AWS::ECS::Service', properties), properties);
  });

  const refusals: readonly (readonly [what: string, type: string, properties: Properties, message: RegExp])[] = [
    ['an unknown one', 'AWS::ECS::TaskDefinition', { NetworkModus: 'host' }, /Thing \(AWS::ECS::TaskDefinition\) with message: \[#: extraneous key \[NetworkModus\] is not permitted, allowed are .*NetworkMode/],
    ['an unknown one inside another', 'AWS::ECS::TaskDefinition', { ContainerDefinitions: [{ Name: 'a', Image: 'b', Ports: [] }] }, /#\/ContainerDefinitions\/0: extraneous key \[Ports\]/],
    ['a word for a number', 'AWS::ECS::Service', { DesiredCount: 'one' }, /#\/DesiredCount: expected type: Integer, found: string "one"/],
    ['text for a list', 'AWS::ECS::Service', { PlacementConstraints: 'x' }, /#\/PlacementConstraints: expected type: List, found: string "x"/],
    ['a missing one', 'AWS::EC2::SecurityGroup', {}, /#: required key \[GroupDescription\] not found/],
    ['a tag without value', 'AWS::ECS::Cluster', { Tags: [{ Key: 'a' }] }, /#\/Tags\/0: required key \[Value\] not found/],
    ['a custom resource without function', 'Custom::Thing', { Any: 1 }, /required key \[ServiceToken\] not found/],
  ];
  for (const [what, type, properties, message] of refusals) it(`are refused: ${what}`, () => assert.rejects(check(type, properties), message));

  it('of a custom resource may have any name', async () => {
    const properties = { ServiceToken: 'arn', Anything: { Goes: [1] } };
    assert.deepEqual(await check('Custom::Thing', properties), properties);
  });
});
