import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ResourceContext, ResourceHandler } from '../../../src/cloudformation/resource-handler';
import { resourceHandlers } from '../../../src/cloudformation/resources/handlers';
import { createResourceRegistry } from '../../../src/cloudformation/resources/registry';
import { RECORDED_TYPES } from '../../../src/cloudformation/resources/reviewed-list';
import { loadSchemas } from '../../../src/cloudformation/schema/load';

const handler = (typeName: string): ResourceHandler => ({
  typeName, create: () => Promise.reject(new Error('unused')), update: () => Promise.reject(new Error('unused')), delete: () => Promise.resolve(),
});
const custom = handler('AWS::CloudFormation::CustomResource');

describe('the resource types of a lab', () => {
  it('prefer a handler to a record, and know which are recorded', () => {
    assert.ok(createResourceRegistry([], custom).isRecorded('AWS::ECR::Repository'));
    const own = handler('AWS::ECR::Repository');
    const registry = createResourceRegistry([own], custom);
    assert.equal(registry.get('AWS::ECR::Repository'), own);
    assert.ok(!registry.isRecorded('AWS::ECR::Repository'));
  });

  it('do not include what nobody has reviewed', () => {
    const registry = createResourceRegistry([], custom);
    for (const type of ['AWS::ElasticLoadBalancingV2::LoadBalancer', 'AWS::CloudFormation::Stack', 'AWS::IAM::Role']) assert.equal(registry.get(type), undefined);
    assert.equal(registry.get('Custom::Anything'), custom);
  });

  it('have one handler each', () => {
    assert.throws(() => createResourceRegistry([handler('AWS::X::Y'), handler('AWS::X::Y')], custom), /resource type AWS::X::Y has two handlers/);
  });

  it('that have a handler have a schema, which knows every property that the handler maps', async () => {
    const schemas = await loadSchemas();
    for (const { typeName, properties = [] } of resourceHandlers({ timeScale: 1 })) {
      const schema = schemas.get(typeName);
      assert.ok(schema, `${typeName}: add it to scripts/schemas.mjs`);
      for (const property of properties) assert.ok(schema.properties.has(property), `${typeName} has no property ${property}`);
    }
  });

  it('that are recorded have a schema and a reason', async () => {
    const schemas = await loadSchemas();
    for (const { typeName, reason, nameProperty } of RECORDED_TYPES) {
      assert.ok(schemas.get(typeName)?.properties.has(nameProperty), typeName);
      assert.ok(reason.length > 20);
    }
  });

  it('that are recorded give the name and ARN that the schema says', async () => {
    const record = createResourceRegistry([], custom).get('AWS::ECR::Repository');
    const context = { accountId: '123456789012', region: 'us-east-1', created: () => {}, generateName: () => 'Generated' } as Partial<ResourceContext> as ResourceContext;
    assert.deepEqual(await record?.create({ RepositoryName: 'assets' }, context), {
      physicalId: 'assets',
      attributes: { RepositoryUri: '123456789012.dkr.ecr.us-east-1.amazonaws.com/assets', Arn: 'arn:aws:ecr:us-east-1:123456789012:repository/assets' },
    });
    assert.equal((await record?.create({}, context))?.physicalId, 'generated');
  });
});
