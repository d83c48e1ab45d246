import { aws_ec2 as ec2, aws_iam as iam, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { BridgeModeServiceOptions, BridgePort, HostPort, Scheduling } from '../../src';
import { clusterStack, IMAGE, onlyResource, statementsOf, warnings } from '../support/stacks';

function defined(options: Partial<BridgeModeServiceOptions> = {}) {
  const { stack, cluster } = clusterStack();
  const capacity = cluster.addCapacity('Edge', { minCapacity: 2 });
  const service = cluster.addBridgeModeService('Web', { image: IMAGE, ...options });
  return { stack, cluster, capacity, service };
}

function rolling(options: Partial<BridgeModeServiceOptions>) {
  const { DeploymentConfiguration } = onlyResource(defined(options).stack, 'AWS::ECS::Service').Properties;
  const { MinimumHealthyPercent: min, MaximumPercent: max } = DeploymentConfiguration as Record<string, number>;
  return [min, max];
}

test('maps container ports to free or fixed ports of the instance', () => {
  const { stack } = defined({ ports: [BridgePort.tcp(80), BridgePort.tcp(443, 8443), BridgePort.udp(53, 5353)], task: { family: 'web' } });
  expect(onlyResource(stack, 'AWS::ECS::TaskDefinition').Properties).toMatchObject({
    Family: 'web',
    NetworkMode: 'bridge',
    ContainerDefinitions: [{ PortMappings: [
      { ContainerPort: 80, HostPort: 0, Protocol: 'tcp' },
      { ContainerPort: 443, HostPort: 8443, Protocol: 'tcp' },
      { ContainerPort: 53, HostPort: 5353, Protocol: 'udp' },
    ] }],
  });
});

test.each<[string, Partial<BridgeModeServiceOptions>, number[]]>([
  ['free ports', { ports: [BridgePort.tcp(80)], scheduling: Scheduling.replicas(2) }, [100, 200]],
  ['one task on a fixed port', { ports: [BridgePort.tcp(80, 8080)] }, [0, 100]],
  ['several tasks on a fixed port', { ports: [BridgePort.tcp(80), BridgePort.tcp(81, 8080)], scheduling: Scheduling.replicas(2) }, [50, 100]],
])('rolls %s so that it can be placed', (_, options, percentages) => {
  expect(rolling(options)).toEqual(percentages);
});

test('enters fixed ports, and no others, in the host-port plan', () => {
  const { capacity } = defined({ ports: [BridgePort.tcp(80), BridgePort.tcp(443, 8443)] });
  expect(capacity.hostPortPlan.entries().map(({ port }) => port)).toEqual([8443]);
});

test('fails when a host-mode service of the same capacity takes the port on every instance', () => {
  const { stack, cluster } = defined({ ports: [BridgePort.tcp(80, 8080)] });
  cluster.addHostModeService('Agent', { image: IMAGE, ports: [HostPort.tcp(8080)], scheduling: Scheduling.onEveryInstance() });
  expect(() => Template.fromStack(stack)).toThrow(/TCP host port 8080 to one task.*give one of them another port/);
});

test('opens ports on every instance of the capacity', () => {
  const { stack, service } = defined();
  service.connections.allowFrom(ec2.Peer.ipv4('10.0.0.0/16'), ec2.Port.tcpRange(32768, 60999));
  expect(onlyResource(stack, 'AWS::EC2::SecurityGroup').Properties.SecurityGroupIngress).toEqual([expect.objectContaining({ FromPort: 32768 })]);
});

test('says nothing about the instance role, which the hop limit keeps away', () => {
  expect(warnings(defined().stack)).toEqual([]);
});

test('grants sessions where ECS Exec is on, and refuses to where it is off', () => {
  const { stack, service } = defined();
  const user = new iam.User(stack, 'OnCall');
  service.grantExecuteCommand(user);
  service.denyDirectSessions(user);
  expect(statementsOf(stack, 'OnCall').map(({ Action }) => Action)).toEqual(expect.arrayContaining(['ecs:ExecuteCommand', 'ssm:StartSession']));
  const off = defined({ enableExecuteCommand: false });
  expect(() => off.service.grantExecuteCommand(user)).toThrow(/grantExecuteCommand needs a service with ECS Exec/);
  expect(JSON.stringify(Template.fromStack(off.stack).toJSON())).not.toContain('ssmmessages');
});

describe('a port', () => {
  test.each([
    [() => BridgePort.tcp(0), 'there is no such port: got BridgePort.tcp(0)'],
    [() => BridgePort.udp(53, 65536), 'there is no such port: got BridgePort.udp(53, 65536)'],
    [() => BridgePort.tcp(80, 0), 'there is no such port: got BridgePort.tcp(80, 0)'],
    [() => BridgePort.tcp(80, 51678), 'for themselves: got BridgePort.tcp(80, 51678)'],
  ])('fails when it cannot be had: %p', (call, text) => {
    expect(call).toThrow(text);
  });

  test('may be reserved inside the container, over UDP, or known at deploy time', () => {
    expect(() => [BridgePort.tcp(22), BridgePort.udp(22, 22), BridgePort.tcp(Token.asNumber({ Ref: 'P' }), Token.asNumber({ Ref: 'Q' }))]).not.toThrow();
  });
});
