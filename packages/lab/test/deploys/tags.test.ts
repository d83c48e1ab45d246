import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { BootstraplessSynthesizer, CfnResource, Fn, Stack } from 'aws-cdk-lib/core';
import { rootPrincipal } from '../../src/iam/principals';
import { provider } from './custom-resource';
import { DeployLab, ENVIRONMENT, parameter } from './support';

let lab: DeployLab;
before(async () => {
  lab = await DeployLab.start();
});
after(() => lab.stop());

const CidrBlock = '10.0.0.0/16';
const VpcId = { Ref: 'Vpc' };
/** What can be tagged and costs nothing, by logical id. */
const RESOURCES: Readonly<Record<string, readonly [type: string, properties: object]>> = {
  Vpc: ['AWS::EC2::VPC', { CidrBlock }],
  Subnet: ['AWS::EC2::Subnet', { VpcId, CidrBlock }],
  Group: ['AWS::EC2::SecurityGroup', { VpcId, GroupDescription: 'of the test' }],
  Routes: ['AWS::EC2::RouteTable', { VpcId }],
  Gateway: ['AWS::EC2::InternetGateway', {}],
  Address: ['AWS::EC2::EIP', { Domain: 'vpc' }],
  Cluster: ['AWS::ECS::Cluster', {}],
  Definition: ['AWS::ECS::TaskDefinition', { Family: 'tagged', ContainerDefinitions: [{ Name: 'main', Image: 'busybox', Memory: 64 }] }],
  Logs: ['AWS::Logs::LogGroup', {}],
  Bucket: ['AWS::S3::Bucket', {}],
  Topic: ['AWS::SNS::Topic', {}],
  Secret: ['AWS::SecretsManager::Secret', { SecretString: 'x' }],
  Key: ['AWS::KMS::Key', { KeyPolicy: { Version: '2012-10-17', Statement: [] } }],
};
const tagged = (tags: Readonly<Record<string, string>>, own: readonly object[] = []) => lab.synth((app) => {
  const stack = new Stack(app, 'Tagged', { tags, synthesizer: new BootstraplessSynthesizer() });
  for (const [id, [type, properties]] of Object.entries(RESOURCES)) {
    new CfnResource(stack, id, { type, properties: { ...properties, ...(id === 'Vpc' && own.length > 0 ? { Tags: own } : {}) } });
  }
  parameter(stack, 'Parameter', { Name: '/tagged', Value: '1' });
  provider(stack);
  new CfnResource(stack, 'Machine', {
    type: 'AWS::StepFunctions::StateMachine',
    properties: { RoleArn: Fn.getAtt('ProviderRole', 'Arn'), DefinitionString: '{"StartAt":"End","States":{"End":{"Type":"Succeed"}}}' },
  });
});

type Found = Readonly<Record<string, readonly (readonly [key: string, value: string])[]>>;
type AnyTag = Readonly<Partial<Record<'Key' | 'key' | 'TagKey' | 'Value' | 'value' | 'TagValue', string>>>;

/** The tags of each resource as its own service tells them, without those of CloudFormation itself, sorted. */
async function tagsOfResources(): Promise<Found> {
  const call = <Output>(service: string, operation: string, input: object) => (
    lab.lab.lab.invoke<Output>(service, operation, input, rootPrincipal(ENVIRONMENT.account)));
  const physical = new Map((await lab.resources('Tagged')).map(({ LogicalResourceId = '', PhysicalResourceId = '' }) => [LogicalResourceId, PhysicalResourceId]));
  const id = (logicalId: string): string => physical.get(logicalId) ?? '';
  const arn = (service: string, rest: string): string => `arn:aws:${service}:us-east-1:${ENVIRONMENT.account}:${rest}`;
  const { Tags: ofEc2 = [] } = await call<{ Tags?: readonly (AnyTag & { ResourceId?: string })[] }>('ec2', 'DescribeTags', {});
  const { Addresses = [] } = await call<{ Addresses?: readonly { PublicIp?: string; AllocationId?: string }[] }>('ec2', 'DescribeAddresses', {});
  const allocation = Addresses.find(({ PublicIp }) => PublicIp === id('Address'))?.AllocationId;
  const ec2 = (logicalId: string) => ofEc2.filter(({ ResourceId }) => ResourceId === (logicalId === 'Address' ? allocation : id(logicalId)));
  const list = async (service: string, operation: string, input: object): Promise<readonly AnyTag[]> => {
    const answer = await call<Record<string, readonly AnyTag[] | Record<string, string> | undefined>>(service, operation, input);
    const found = answer.Tags ?? answer.tags ?? answer.TagSet ?? answer.TagList ?? [];
    return Array.isArray(found) ? found : Object.entries(found).map(([key, value]) => ({ key, value: String(value) }));
  };
  const all: Record<string, readonly AnyTag[]> = {
    ...Object.fromEntries(['Vpc', 'Subnet', 'Group', 'Routes', 'Gateway', 'Address'].map((each) => [each, ec2(each)])),
    Cluster: await list('ecs', 'ListTagsForResource', { resourceArn: arn('ecs', `cluster/${id('Cluster')}`) }),
    Definition: await list('ecs', 'ListTagsForResource', { resourceArn: id('Definition') }),
    Logs: await list('logs', 'ListTagsForResource', { resourceArn: arn('logs', `log-group:${id('Logs')}`) }),
    Bucket: await list('s3', 'GetBucketTagging', { Bucket: id('Bucket') }),
    Topic: await list('sns', 'ListTagsForResource', { ResourceArn: id('Topic') }),
    Secret: await list('secretsmanager', 'DescribeSecret', { SecretId: id('Secret') }),
    Key: await list('kms', 'ListResourceTags', { KeyId: id('Key') }),
    Parameter: await list('ssm', 'ListTagsForResource', { ResourceType: 'Parameter', ResourceId: id('Parameter') }),
    Provider: await list('lambda', 'ListTags', { Resource: arn('lambda', `function:${id('Provider')}`) }),
    ProviderRole: await list('iam', 'ListRoleTags', { RoleName: id('ProviderRole') }),
    Machine: await list('states', 'ListTagsForResource', { resourceArn: id('Machine') }),
  };
  return Object.fromEntries(Object.entries(all).map(([each, found]) => [each, found
    .map((tag) => [tag.Key ?? tag.key ?? tag.TagKey ?? '', tag.Value ?? tag.value ?? tag.TagValue ?? ''] as const)
    .filter(([key]) => !key.startsWith('aws:')).sort()]));
}
const everywhere = (found: Found, tags: Found[string], except: Found = {}) => {
  for (const [id, has] of Object.entries(found)) assert.deepEqual(has, except[id] ?? tags, id);
};

describe('the tags of a stack', () => {
  it('are on everything that can be tagged, follow each change, and give way to a resource\'s own', async () => {
    await lab.deploy(tagged({ team: 'lab', stage: 'test' }));
    assert.deepEqual((await lab.stack('Tagged')).Tags?.map(({ Key, Value }) => `${Key}=${Value}`).sort(), ['stage=test', 'team=lab']);
    everywhere(await tagsOfResources(), [['stage', 'test'], ['team', 'lab']]);
    assert.match(await lab.deploy(tagged({ team: 'other', cost: '7' }, [{ Key: 'team', Value: 'mine' }])), /UPDATE_COMPLETE[^]*✅ {2}Tagged\n/);
    everywhere(await tagsOfResources(), [['cost', '7'], ['team', 'other']], { Vpc: [['cost', '7'], ['team', 'mine']] });
    assert.deepEqual((await lab.stack('Tagged')).Tags?.map(({ Key }) => Key).sort(), ['cost', 'team']);
  });

  it('from the command line win over those of the app', async () => {
    const app = lab.synth((root) => {
      parameter(new Stack(root, 'Given', { tags: { team: 'lab' }, synthesizer: new BootstraplessSynthesizer() }), 'Named', { Value: '1' });
    });
    await lab.deploy(app, ['--tags', 'team=command', '--tags', 'more=1']);
    assert.deepEqual((await lab.stack('Given')).Tags, [{ Key: 'team', Value: 'command' }, { Key: 'more', Value: '1' }]);
  });
});
