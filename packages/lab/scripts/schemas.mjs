// writes schemas/index.json: what the lab's CloudFormation knows of each resource type, taken from @aws-cdk/aws-service-spec
// (Apache-2.0). Run when the list below or the service spec changes: node scripts/schemas.mjs; with --check it only compares
import { readFileSync, writeFileSync } from 'node:fs';
import { loadAwsServiceSpec } from '@aws-cdk/aws-service-spec';

// every type that has a handler, is recorded, or is near enough that a check of its properties helps
const TYPES = [
  'AWS::ApplicationAutoScaling::ScalableTarget', 'AWS::ApplicationAutoScaling::ScalingPolicy',
  'AWS::AutoScaling::AutoScalingGroup', 'AWS::AutoScaling::LaunchConfiguration', 'AWS::AutoScaling::LifecycleHook', 'AWS::AutoScaling::ScalingPolicy',
  'AWS::CloudFormation::WaitConditionHandle',
  'AWS::CloudWatch::Alarm', 'AWS::CloudWatch::Dashboard',
  'AWS::EC2::EIP', 'AWS::EC2::Instance', 'AWS::EC2::InternetGateway', 'AWS::EC2::LaunchTemplate', 'AWS::EC2::NatGateway',
  'AWS::EC2::Route', 'AWS::EC2::RouteTable', 'AWS::EC2::SecurityGroup', 'AWS::EC2::SecurityGroupEgress', 'AWS::EC2::SecurityGroupIngress',
  'AWS::EC2::Subnet', 'AWS::EC2::SubnetRouteTableAssociation', 'AWS::EC2::VPC', 'AWS::EC2::VPCEndpoint', 'AWS::EC2::VPCGatewayAttachment',
  'AWS::ECR::Repository',
  'AWS::ECS::CapacityProvider', 'AWS::ECS::Cluster', 'AWS::ECS::ClusterCapacityProviderAssociations', 'AWS::ECS::PrimaryTaskSet',
  'AWS::ECS::Service', 'AWS::ECS::TaskDefinition', 'AWS::ECS::TaskSet',
  'AWS::Events::Rule',
  'AWS::IAM::InstanceProfile', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::Policy', 'AWS::IAM::Role', 'AWS::IAM::RolePolicy',
  'AWS::KMS::Alias', 'AWS::KMS::Key',
  'AWS::Lambda::Alias', 'AWS::Lambda::Function', 'AWS::Lambda::LayerVersion', 'AWS::Lambda::Permission', 'AWS::Lambda::Version',
  'AWS::Logs::LogGroup', 'AWS::Logs::LogStream', 'AWS::Logs::ResourcePolicy',
  'AWS::S3::Bucket', 'AWS::S3::BucketPolicy',
  'AWS::SNS::Subscription', 'AWS::SNS::Topic', 'AWS::SNS::TopicPolicy',
  'AWS::SSM::Document', 'AWS::SSM::Parameter',
  'AWS::SecretsManager::Secret',
  'AWS::ServiceDiscovery::HttpNamespace', 'AWS::ServiceDiscovery::Instance', 'AWS::ServiceDiscovery::PrivateDnsNamespace',
  'AWS::ServiceDiscovery::Service',
  'AWS::StepFunctions::StateMachine',
];

const REPLACEMENT = { yes: 1, maybe: 2 };

function typeOf(type, definitions) {
  switch (type.type) {
    case 'array': return { list: typeOf(type.element, definitions) };
    case 'map': return { map: typeOf(type.element, definitions) };
    case 'union': return { any: type.types.map((each) => typeOf(each, definitions)) };
    case 'ref': return { ref: definitions.name(type.reference.$ref) };
    default: return type.type;
  }
}

// a property is its type alone, or [type, required, replacement] with trailing zeros left out
function propertyOf(property, definitions) {
  const types = [property.type, ...(property.previousTypes ?? [])].map((type) => typeOf(type, definitions));
  const entry = [types.length === 1 ? types[0] : { any: types }, property.required ? 1 : 0, REPLACEMENT[property.causesReplacement] ?? 0];
  while (entry.at(-1) === 0) entry.pop();
  return entry.length === 1 ? entry[0] : entry;
}

function propertiesOf(properties, definitions) {
  return Object.fromEntries(Object.entries(properties).sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, property]) => [name, propertyOf(property, definitions)]));
}

function resourceOf(db, resource) {
  const definitions = collector(db);
  const properties = propertiesOf(resource.properties, definitions);
  return {
    properties,
    types: definitions.finish(),
    attributes: Object.keys(resource.attributes).sort(),
    identifier: resource.primaryIdentifier,
    ref: resource.cfnRefIdentifier,
    arn: resource.arnTemplate,
    tags: resource.tagInformation?.tagPropertyName,
  };
}

// nested types that the resource uses, by name; two of one name get a number
function collector(db) {
  const names = new Map();
  const found = new Map();
  return {
    name(id) {
      const known = names.get(id);
      if (known) return known;
      const definition = db.get('typeDefinition', id);
      const name = found.has(definition.name) ? `${definition.name}${found.size}` : definition.name;
      names.set(id, name);
      found.set(name, undefined);
      found.set(name, propertiesOf(definition.properties, this));
      return name;
    },
    finish: () => Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

const db = await loadAwsServiceSpec();
const index = TYPES.map((name) => [name, resourceOf(db, db.lookup('resource', 'cloudFormationType', 'equals', name).only())]);
const lines = index.map(([name, schema]) => `${JSON.stringify(name)}:${JSON.stringify(schema)}`);
const file = new URL('../schemas/index.json', import.meta.url);
const text = `{\n${lines.join(',\n')}\n}\n`;
if (!process.argv.includes('--check')) {
  writeFileSync(file, text);
} else if (readFileSync(file, 'utf8') !== text) {
  console.error('schemas/index.json is not what scripts/schemas.mjs makes of the installed service spec: run node scripts/schemas.mjs');
  process.exit(1);
}
