import { aws_ec2 as ec2, aws_ecs as ecs, Annotations, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { HostModeServiceOptions, HostPort, Scheduling } from '../../src';
import { clusterStack, IMAGE, onlyResource, warnings } from '../support/stacks';

function defined(options: Partial<HostModeServiceOptions> = {}) {
  const { stack, cluster } = clusterStack();
  const capacity = cluster.addCapacity('Edge', { minCapacity: 3 });
  const service = cluster.addHostModeService('Proxy', { image: IMAGE, ...options });
  return { stack, capacity, service };
}

function serviceOf(options: Partial<HostModeServiceOptions>) {
  return onlyResource(defined(options).stack, 'AWS::ECS::Service').Properties;
}

function rolling(options: Partial<HostModeServiceOptions>) {
  const { MinimumHealthyPercent: min, MaximumPercent: max } = serviceOf(options).DeploymentConfiguration as Record<string, number>;
  return [min, max];
}

describe('task definition', () => {
  test('has host ports that are the container ports', () => {
    const { stack } = defined({ ports: [HostPort.tcp(8080), HostPort.udp(8125)] });
    expect(onlyResource(stack, 'AWS::ECS::TaskDefinition').Properties).toMatchObject({
      NetworkMode: 'host',
      ContainerDefinitions: [{
        Name: 'main', Cpu: 256, Memory: 512, Essential: true, LinuxParameters: { InitProcessEnabled: true },
        PortMappings: [{ ContainerPort: 8080, HostPort: 8080, Protocol: 'tcp' }, { ContainerPort: 8125, HostPort: 8125, Protocol: 'udp' }],
      }],
    });
  });

  test('logs into a group that goes with the service, and runs as the user of the image', () => {
    const { stack } = defined();
    expect(onlyResource(stack, 'AWS::Logs::LogGroup')).toMatchObject({ DeletionPolicy: 'Delete', Properties: { RetentionInDays: 30 } });
    expect(JSON.stringify(onlyResource(stack, 'AWS::ECS::TaskDefinition'))).not.toContain('"User"');
  });

  test('takes what it is given', () => {
    const { stack } = defined({
      task: { containerName: 'proxy', family: 'proxy', healthCheck: { command: ['CMD', 'true'] } },
      command: ['serve'], user: '1000', cpu: 128, memoryLimitMiB: 64, logging: ecs.LogDriver.awsLogs({ streamPrefix: 'x' }),
    });
    expect(onlyResource(stack, 'AWS::ECS::TaskDefinition').Properties).toMatchObject({
      Family: 'proxy', ContainerDefinitions: [{ Name: 'proxy', Command: ['serve'], User: '1000', Cpu: 128, Memory: 64, HealthCheck: { Command: ['CMD', 'true'] } }],
    });
  });
});

describe('service', () => {
  test('has ECS Exec, a circuit breaker with rollback, and no rebalancing', () => {
    expect(serviceOf({})).toMatchObject({
      EnableExecuteCommand: true,
      AvailabilityZoneRebalancing: 'DISABLED',
      DeploymentConfiguration: { DeploymentCircuitBreaker: { Enable: true, Rollback: true } },
    });
  });

  test('has no trace of ECS Exec when it is off', () => {
    const { stack } = defined({ enableExecuteCommand: false });
    expect(JSON.stringify(Template.fromStack(stack).toJSON())).not.toMatch(/EnableExecuteCommand|ssmmessages/);
  });

  test.each<[string, Partial<HostModeServiceOptions>, number[]]>([
    ['one task on a fixed port', { ports: [HostPort.tcp(80)] }, [0, 100]],
    ['no task on a fixed port', { ports: [HostPort.tcp(80)], scheduling: Scheduling.replicas(0) }, [0, 100]],
    ['several tasks on a fixed port', { ports: [HostPort.tcp(80)], scheduling: Scheduling.replicas(2) }, [50, 100]],
    ['an unknown number on a fixed port', { ports: [HostPort.tcp(80)], scheduling: Scheduling.replicas(Token.asNumber({ Ref: 'Count' })) }, [0, 100]],
    ['tasks without a port', { scheduling: Scheduling.replicas(2) }, [100, 200]],
    ['a task on every instance', { ports: [HostPort.tcp(80)], scheduling: Scheduling.onEveryInstance() }, [0, 100]],
    ['numbers of its own', { ports: [HostPort.tcp(80)], scheduling: Scheduling.replicas(3, { minHealthyPercent: 33 }) }, [33, 100]],
  ])('rolls %s so that it can be placed', (_, options, percentages) => {
    expect(rolling(options)).toEqual(percentages);
  });

  test('stays on its capacity by the capacity provider', () => {
    const service = serviceOf({ scheduling: Scheduling.replicas(2) });
    expect(service).toMatchObject({ DesiredCount: 2, SchedulingStrategy: 'REPLICA', CapacityProviderStrategy: [{ Weight: 1 }] });
    expect(service).not.toHaveProperty('LaunchType');
  });

  test('stays on its capacity by a constraint when it runs on every instance, as ECS refuses a strategy there', () => {
    const { stack, capacity, service: { service: ec2Service } } = defined({ scheduling: Scheduling.onEveryInstance() });
    ec2Service.addPlacementConstraints(ecs.PlacementConstraint.memberOf('attribute:ecs.os-type == linux'));
    ec2Service.addPlacementConstraints(ecs.PlacementConstraint.memberOf('attribute:ecs.cpu-architecture == x86_64'));
    const service = onlyResource(stack, 'AWS::ECS::Service').Properties;
    expect(service).toMatchObject({ SchedulingStrategy: 'DAEMON', LaunchType: 'EC2' });
    expect(onlyResource(stack, 'AWS::ECS::TaskDefinition').Properties.PlacementConstraints)
      .toEqual([{ Type: 'memberOf', Expression: `attribute:capacity == ${capacity.attributeValue}` }]);
    expect(service).not.toHaveProperty('CapacityProviderStrategy');
    expect(service).not.toHaveProperty('DesiredCount');
  });
});

describe('connections', () => {
  test('open the port on every instance of the capacity', () => {
    const { stack, service } = defined({ ports: [HostPort.tcp(8080)] });
    service.connections.allowFrom(ec2.Peer.ipv4('10.0.0.0/16'), ec2.Port.tcp(8080));
    expect(onlyResource(stack, 'AWS::EC2::SecurityGroup').Properties.SecurityGroupIngress)
      .toEqual([expect.objectContaining({ CidrIp: '10.0.0.0/16', FromPort: 8080, ToPort: 8080 })]);
  });
});

describe('warning about the instance role', () => {
  const id = 'cdk-ecs-network-modes:hostModeInstanceRole';

  test('is given', () => {
    expect(warnings(defined().stack)).toEqual([expect.stringContaining(`[ack: ${id}]`)]);
  });

  test('can be acknowledged', () => {
    const { stack } = defined();
    Annotations.of(stack).acknowledgeWarning(id);
    expect(warnings(stack)).toEqual([]);
  });
});
