import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseTemplate } from '../../../src/cloudformation/template/parse';
import { blueprintOf, bootstrapTemplate } from '../support/real-template';

const thing = { Type: 'AWS::Logs::LogGroup' };

describe('a template', () => {
  it('means the same in JSON and in YAML, short forms and all', () => {
    const yaml = `
Resources:
  Group:
    Type: AWS::Logs::LogGroup
    DependsOn: Other
    DeletionPolicy: Retain
    Properties:
      LogGroupName: !Sub "\${AWS::StackName}-\${Other.Arn}"
      KmsKeyId: !GetAtt Other.Arn
      Tags:
        - { Key: version, Value: 2012-10-17 }
        - Key: zone
          Value: !Select [0, !GetAZs ""]
  Other: { Type: AWS::Logs::LogGroup }
`;
    const json = {
      Resources: {
        Group: {
          Type: 'AWS::Logs::LogGroup', DependsOn: 'Other', DeletionPolicy: 'Retain',
          Properties: {
            LogGroupName: { 'Fn::Sub': '${AWS::StackName}-${Other.Arn}' }, KmsKeyId: { 'Fn::GetAtt': ['Other', 'Arn'] },
            Tags: [{ Key: 'version', Value: '2012-10-17' }, { Key: 'zone', Value: { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] } }],
          },
        },
        Other: { Type: 'AWS::Logs::LogGroup' },
      },
    };
    assert.deepEqual(parseTemplate(yaml), parseTemplate(JSON.stringify(json)));
  });

  const refusals: readonly (readonly [what: string, body: string, message: RegExp])[] = [
    ['text that is no JSON', '{"Resources": ', /^ValidationError: Template format error: JSON not well-formed\./],
    ['text that is no YAML', 'Resources:\n  A: b: c', /^ValidationError: Template format error: YAML not well-formed\. \(line 2, column \d+\)$/],
    ['an unknown short form', 'Resources:\n  A: !Reverse x', /YAML not well-formed/],
    ['a list', '[]', /Template format error: unsupported structure\./],
    ['no resources', '{}', /At least one Resources member must be defined\./],
    ['an unknown section', JSON.stringify({ Resources: { A: thing }, Extra: {} }), /Invalid template property or properties \[Extra\]/],
    ['a transform', JSON.stringify({ Resources: { A: thing }, Transform: 'AWS::Serverless-2016-10-31' }), /the lab has no section Transform/],
    ['a resource without type', JSON.stringify({ Resources: { A: {} } }), /\[\/Resources\/A\] Every Resources object must contain a Type member\./],
    ['cfn-init', JSON.stringify({ Resources: { A: { ...thing, Metadata: { 'AWS::CloudFormation::Init': {} } } } }), /resource A has AWS::CloudFormation::Init: the instances of the lab have no cfn-init/],
    ['an unknown attribute of a resource', JSON.stringify({ Resources: { A: { ...thing, Depends: 'B' } } }), /Invalid template resource property 'Depends'/],
    ['null', JSON.stringify({ Resources: { A: { ...thing, Properties: { X: null } } } }), /\[\/Resources\/A\/Properties\/X\] 'null' values are not allowed in templates/],
    ['a snapshot policy', JSON.stringify({ Resources: { A: { ...thing, DeletionPolicy: 'Snapshot' } } }), /does not support DeletionPolicy Snapshot/],
    ['an unknown parameter type', JSON.stringify({ Resources: { A: thing }, Parameters: { P: { Type: 'Text' } } }), /Unrecognized parameter type: Text/],
  ];
  for (const [what, body, message] of refusals) it(`is refused with CloudFormation's words: ${what}`, () => assert.throws(() => parseTemplate(body), message));

  it('of cdk bootstrap is read: conditions, lists, and what AWS::NoValue leaves out', async () => {
    const own = await blueprintOf(bootstrapTemplate(), [{ ParameterKey: 'FileAssetsBucketKmsKeyId', ParameterValue: 'AWS_MANAGED_KEY' }]);
    assert.ok(own.resources.has('StagingBucket'));
    assert.ok(!own.resources.has('FileAssetsBucketEncryptionKey'));
    const encrypted = await blueprintOf(bootstrapTemplate());
    assert.ok(encrypted.resources.has('FileAssetsBucketEncryptionKey'));
  });
});

describe('references of a template', () => {
  const refusals: readonly (readonly [what: string, template: object, message: string])[] = [
    ['a resource that is not there', { Resources: { A: { ...thing, Properties: { KmsKeyId: { Ref: 'B' } } } } },
      'Template format error: Unresolved resource dependencies [B] in the Resources block of the template'],
    ['an output of a resource that is not there', { Resources: { A: thing }, Outputs: { O: { Value: { Ref: 'B' } } } },
      'Template format error: Unresolved resource dependencies [B] in the Outputs block of the template'],
    ['an attribute of a resource that is not there', { Resources: { A: { ...thing, Properties: { KmsKeyId: { 'Fn::GetAtt': ['B', 'Arn'] } } } } },
      'Template error: instance of Fn::GetAtt references undefined resource B'],
    ['a condition that is not there', { Resources: { A: { ...thing, Condition: 'C' } } }, 'Template format error: Unresolved condition dependency C in the Resources block of the template'],
    ['a resource in a condition', { Resources: { A: thing }, Conditions: { C: { 'Fn::Equals': [{ Ref: 'A' }, ''] } } },
      'Template format error: Unresolved dependencies [A]. Cannot reference resources in the Conditions block of the template'],
    ['a circle of conditions', { Resources: { A: thing }, Conditions: { C: { 'Fn::Not': [{ Condition: 'D' }] }, D: { 'Fn::Not': [{ Condition: 'C' }] } } },
      'Template error: Circular dependency between conditions: [C, D, C]'],
    ['a circle of resources', {
      Resources: { A: { ...thing, Properties: { KmsKeyId: { Ref: 'B' } } }, B: { ...thing, DependsOn: 'C' }, C: { ...thing, Properties: { KmsKeyId: { 'Fn::Sub': '${A}' } } }, D: { ...thing, DependsOn: 'A' } },
    }, 'Circular dependency between resources: [A, B, C]'],
  ];
  for (const [what, template, message] of refusals) {
    it(`are refused before anything is made: ${what}`, () => assert.rejects(blueprintOf(JSON.stringify(template)), { name: 'ValidationError', message }));
  }

  it('to a resource that a condition leaves out do not matter in the branch that is not taken', async () => {
    const body = (used: object): string => JSON.stringify({
      Parameters: { P: { Type: 'String', Default: '' } },
      Conditions: { Never: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'P' }, ''] }] } },
      Resources: { Off: { ...thing, Condition: 'Never' }, A: { ...thing, DependsOn: 'Off', Properties: { KmsKeyId: used } } },
    });
    const { dependencies } = await blueprintOf(body({ 'Fn::If': ['Never', { Ref: 'Off' }, { Ref: 'AWS::NoValue' }] }));
    assert.deepEqual([...dependencies], [['A', []]]);
  });
});

describe('rules', () => {
  const body = (version: string): string => JSON.stringify({
    Parameters: { V: { Type: 'String', Default: version } }, Resources: { A: thing },
    Rules: { CheckVersion: { Assertions: [{ Assert: { 'Fn::Not': [{ 'Fn::Contains': [['1', '2'], { Ref: 'V' }] }] }, AssertDescription: 'version 3 is required.' }] } },
  });
  it('refuse a template whose assertion does not hold, with its description', async () => {
    await assert.rejects(blueprintOf(body('2')), { message: 'Template error: rule CheckVersion failed: version 3 is required.' });
    assert.equal((await blueprintOf(body('3'))).resources.size, 1);
  });
});
