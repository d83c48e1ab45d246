import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { plan } from '../../../src/cloudformation/planner/plan';
import type { ResourceRegistry } from '../../../src/cloudformation/resources/registry';
import { loadSchemas } from '../../../src/cloudformation/schema/load';
import { blueprintOf, bootstrapTemplate } from '../support/real-template';

describe('the schema index', () => {
  it('is what the script makes of the installed service spec', () => {
    const { status, stderr } = spawnSync(process.execPath, [join(__dirname, '../../../scripts/schemas.mjs'), '--check'], { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
  });

  it('finds nothing wrong with the template of cdk bootstrap, in both of its shapes', async () => {
    const schemas = await loadSchemas();
    const registry: ResourceRegistry = { get: () => ({}) as never, isRecorded: () => false, typeNames: [], recordedTypeNames: [] };
    for (const [key, count] of [['', 13], ['AWS_MANAGED_KEY', 11]] as const) {
      const blueprint = await blueprintOf(bootstrapTemplate(), [{ ParameterKey: 'FileAssetsBucketKmsKeyId', ParameterValue: key }]);
      const { changes } = plan({ resources: [], outputs: [] }, blueprint, [], registry, schemas);
      assert.equal(changes.length, count);
      for (const { type } of changes) assert.ok(schemas.get(type), type);
    }
  });

  it('knows what a change of a property does to the resource', async () => {
    const schemas = await loadSchemas();
    const group = schemas.get('AWS::Logs::LogGroup');
    assert.equal(group?.properties.get('LogGroupName')?.replacement, 'always');
    assert.equal(group?.properties.get('RetentionInDays')?.replacement, 'never');
    assert.equal(schemas.get('AWS::EC2::Instance')?.properties.get('InstanceType')?.replacement, 'conditionally');
    assert.equal(schemas.get('AWS::Nothing::Here'), undefined);
  });
});
