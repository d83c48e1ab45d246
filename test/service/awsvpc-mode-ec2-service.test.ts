import { aws_ec2 as ec2, aws_iam as iam, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsVpcModeServiceOptions, Ec2CapacityCluster, Scheduling, TaskPort } from '../../src';
import { clusterStack, IMAGE, onlyResource, statementsOf } from '../support/stacks';

function defined(options: Partial<AwsVpcModeServiceOptions> = {}) {
  const { stack, cluster } = clusterStack();
  const capacity = cluster.addCapacity('Edge', { minCapacity: 2 });
  const service = cluster.addAwsVpcModeService('Web', { image: IMAGE, ...options });
  return { stack, cluster, capacity, service };
}

test('has a security group of its own in the private subnets with egress', () => {
  const { stack } = defined();
  const { NetworkConfiguration } = onlyResource(stack, 'AWS::ECS::Service').Properties;
  expect(NetworkConfiguration).toEqual({ AwsvpcConfiguration: {
    AssignPublicIp: 'DISABLED',
    SecurityGroups: [{ 'Fn::GetAtt': [expect.stringContaining('WebSecurityGroup'), 'GroupId'] }],
    Subnets: ['subnet-1', 'subnet-2'],
  } });
});

test('maps its ports, which the host-port plan leaves out', () => {
  const { stack, capacity } = defined({ ports: [TaskPort.tcp(22), TaskPort.udp(53)] });
  expect(onlyResource(stack, 'AWS::ECS::TaskDefinition').Properties).toMatchObject({
    NetworkMode: 'awsvpc',
    ContainerDefinitions: [{ PortMappings: [{ ContainerPort: 22, Protocol: 'tcp' }, { ContainerPort: 53, Protocol: 'udp' }] }],
  });
  expect(capacity.hostPortPlan.entries()).toEqual([]);
});

test('rolls without a gap, since its tasks never compete for a port', () => {
  const { DeploymentConfiguration } = onlyResource(defined({ ports: [TaskPort.tcp(80)] }).stack, 'AWS::ECS::Service').Properties;
  expect(DeploymentConfiguration).toMatchObject({ MinimumHealthyPercent: 100, MaximumPercent: 200 });
});

test('opens its first port on the tasks and not on the instances', () => {
  const { stack, service } = defined({ ports: [TaskPort.tcp(8080), TaskPort.tcp(9090)] });
  service.connections.allowDefaultPortFrom(ec2.Peer.ipv4('10.0.0.0/16'));
  const groups = Object.entries(Template.fromStack(stack).findResources('AWS::EC2::SecurityGroup'));
  const open = groups.filter(([, { Properties }]) => Properties.SecurityGroupIngress !== undefined);
  expect(open).toEqual([[expect.stringContaining('Web'), expect.objectContaining({ Properties: expect.objectContaining({
    SecurityGroupIngress: [expect.objectContaining({ FromPort: 8080, ToPort: 8080, IpProtocol: 'tcp' })],
  }) })]]);
});

test('keeps the tasks from the metadata of the instance, in one line of user data however many services there are', () => {
  const { stack, cluster } = defined();
  cluster.addAwsVpcModeService('Second', { image: IMAGE });
  const userData = JSON.stringify(onlyResource(stack, 'AWS::EC2::LaunchTemplate').Properties);
  expect(userData.match(/ECS_AWSVPC_BLOCK_IMDS=true/g)).toHaveLength(1);
});

test('runs on every instance of its capacity', () => {
  expect(onlyResource(defined({ scheduling: Scheduling.onEveryInstance() }).stack, 'AWS::ECS::Service').Properties)
    .toMatchObject({ SchedulingStrategy: 'DAEMON', LaunchType: 'EC2' });
});

test('grants sessions', () => {
  const { stack, service } = defined();
  const user = new iam.User(stack, 'OnCall');
  service.grantExecuteCommand(user);
  expect(statementsOf(stack, 'OnCall').map(({ Action }) => Action)).toContain('ecs:ExecuteCommand');
});

describe('subnets', () => {
  const inVpc = (props: ec2.VpcProps, options: Partial<AwsVpcModeServiceOptions> = {}) => {
    const stack = new Stack();
    const cluster = new Ec2CapacityCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc', props) });
    cluster.addCapacity('Edge', { vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC } });
    cluster.addAwsVpcModeService('Web', { image: IMAGE, ...options });
    return stack;
  };
  const publicOnly = { subnetConfiguration: [{ name: 'Open', subnetType: ec2.SubnetType.PUBLIC }] };
  const isolated = { subnetConfiguration: [...publicOnly.subnetConfiguration, { name: 'Closed', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] };

  test('fails when the VPC has public ones only', () => {
    expect(() => inVpc(publicOnly)).toThrow(/need private subnets with egress: the VPC of '.*' has none; add some with a NAT gateway/);
  });

  test('fails when public ones are chosen', () => {
    expect(() => inVpc({}, { vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC } })).toThrow(/a public subnet does not let them out: '.*' selects PublicSubnet1/);
  });

  test('may be isolated where that is said, and fails as long as sessions have no way in', () => {
    const build = () => inVpc(isolated, { vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED } });
    expect(() => Template.fromStack(build())).toThrow(/sessions of ECS Exec need a way to ssmmessages/);
    const stack = build();
    (stack.node.findChild('Vpc') as ec2.Vpc).addInterfaceEndpoint('Messages', {
      service: ec2.InterfaceVpcEndpointAwsService.SSM_MESSAGES, subnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
    });
    expect(() => Template.fromStack(stack)).not.toThrow();
  });
});

test('fails when there is no such port', () => {
  expect(() => TaskPort.udp(70000)).toThrow('there is no such port: got TaskPort.udp(70000), allowed are whole numbers from 1 to 65535');
});
