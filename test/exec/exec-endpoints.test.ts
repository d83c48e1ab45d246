import { App, aws_ec2 as ec2, aws_kms as kms, aws_logs as logs, aws_s3 as s3, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Ec2CapacityCluster, ExecConfiguration } from '../../src';
import { IMAGE, onlyResource } from '../support/stacks';

const ISOLATED = { subnetType: ec2.SubnetType.PRIVATE_ISOLATED };

function isolated(execConfiguration?: (stack: Stack) => ExecConfiguration) {
  const stack = new Stack(new App(), 'Test');
  const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 0, maxAzs: 2, subnetConfiguration: [{ name: 'Closed', ...ISOLATED }] });
  const cluster = new Ec2CapacityCluster(stack, 'Cluster', { vpc, execConfiguration: execConfiguration?.(stack) });
  cluster.addCapacity('Edge', { vpcSubnets: ISOLATED });
  return { stack, cluster };
}

function endpoints(execConfiguration?: (stack: Stack) => ExecConfiguration): string[] {
  const { stack, cluster } = isolated(execConfiguration);
  cluster.addExecEndpoints();
  return Object.values(Template.fromStack(stack).findResources('AWS::EC2::VPCEndpoint'))
    .map(({ Properties }) => /\.(\w+)"?\]?\]?\}?$/.exec(JSON.stringify(Properties.ServiceName))?.[1] ?? '').sort();
}

test.each<[string, string[], (stack: Stack) => ExecConfiguration]>([
  ['sessions that are not logged', ['ssmmessages'], () => ExecConfiguration.notLogged()],
  ['sessions logged with the task', ['logs', 'ssmmessages'], () => ExecConfiguration.loggedWithTask()],
  ['sessions logged into a log group', ['logs', 'ssmmessages'], (stack) => ExecConfiguration.loggedToLogGroup(new logs.LogGroup(stack, 'Sessions'))],
  ['sessions logged into a bucket', ['s3', 'ssmmessages'], (stack) => ExecConfiguration.loggedToBucket(new s3.Bucket(stack, 'Sessions'))],
  ['encrypted sessions', ['kms', 'ssmmessages'], (stack) => ExecConfiguration.notLogged({ encryptionKey: new kms.Key(stack, 'Key') })],
])('%s have the endpoints %j', (_, names, execConfiguration) => {
  expect(endpoints(execConfiguration)).toEqual(names);
});

test('give ECS Exec the way to ssmmessages without which it is refused', () => {
  const without = isolated();
  without.cluster.addAwsVpcModeService('Web', { image: IMAGE, vpcSubnets: ISOLATED });
  expect(() => Template.fromStack(without.stack)).toThrow(/sessions of ECS Exec need a way to ssmmessages/);
  const { stack, cluster } = isolated();
  cluster.addAwsVpcModeService('Web', { image: IMAGE, vpcSubnets: ISOLATED });
  cluster.addExecEndpoints();
  expect(() => Template.fromStack(stack)).not.toThrow();
});

test.each(['before', 'after'])('are open to the instances and the awsvpc tasks alone, be they defined %s', (when) => {
  const { stack, cluster } = isolated();
  if (when === 'after') {
    cluster.addExecEndpoints();
  }
  cluster.addHostModeService('Proxy', { image: IMAGE });
  cluster.addAwsVpcModeService('Web', { image: IMAGE, vpcSubnets: ISOLATED });
  if (when === 'before') {
    cluster.addExecEndpoints();
  }
  const group = onlyEndpointGroup(stack);
  const template = Template.fromStack(stack);
  const rules = Object.values(template.findResources('AWS::EC2::SecurityGroupIngress')).map(({ Properties }) => Properties);
  expect(rules.map(({ SourceSecurityGroupId: { 'Fn::GetAtt': [source] } }) => source as string).sort())
    .toEqual([expect.stringContaining('EdgeSecurityGroup') as string, expect.stringContaining('WebSecurityGroup') as string]);
  expect(rules).toEqual([1, 2].map(() => expect.objectContaining({ FromPort: 443, ToPort: 443, GroupId: { 'Fn::GetAtt': [group, 'GroupId'] } })));
  expect(template.findResources('AWS::EC2::SecurityGroup')[group].Properties).not.toHaveProperty('SecurityGroupIngress');
});

test('are there before the services, but for those without a network', () => {
  const { stack, cluster } = isolated();
  cluster.addNoneModeService('Batch', { image: IMAGE });
  cluster.addHostModeService('Before', { image: IMAGE });
  cluster.addExecEndpoints();
  cluster.addHostModeService('After', { image: IMAGE });
  const services = Object.entries(Template.fromStack(stack).findResources('AWS::ECS::Service'));
  const waiting = services.filter(([, { DependsOn }]) => (DependsOn as string[]).some((id) => id.includes('Messages'))).map(([id]) => id);
  expect(waiting).toEqual([expect.stringContaining('Before'), expect.stringContaining('After')]);
});

function onlyEndpointGroup(stack: Stack): string {
  const { SecurityGroupIds: groups } = onlyResource(stack, 'AWS::EC2::VPCEndpoint').Properties as { SecurityGroupIds: { 'Fn::GetAtt': string[] }[] };
  return groups[0]['Fn::GetAtt'][0];
}
