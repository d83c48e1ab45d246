import { aws_ec2 as ec2, aws_ecs as ecs, aws_kms as kms, CfnOutput, Duration, Stack, Token } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import {
  CommandExpectation, ExecConfiguration, ExecProbe, InstanceProbe, PlacementExpectation, PlacementFailureReason, PlacementProbe, ProbeTarget,
  TaskPort,
} from '../../src';
import { IMAGE, warnings } from '../support/stacks';
import { HOLDS, probedStack, probeOf, specIn } from './support/probes';

const REFUSED = PlacementExpectation.refused(PlacementFailureReason.RESOURCE_PORTS);

describe('ExecProbe', () => {
  function defined(timeout?: Duration) {
    const { stack, proxy } = probedStack();
    new ExecProbe(stack, 'HostNet', { target: ProbeTarget.service(proxy.service), command: ['ip', 'a'], expectation: CommandExpectation.outputContains('docker0'), timeout });
    return probeOf(stack, 'Custom::ExecProbe');
  }

  test('tells its function what to run, where, and what to expect', () => {
    const { Properties } = defined();
    expect(specIn(Properties)).toEqual({
      kind: 'exec',
      path: 'Test/HostNet',
      timeoutSeconds: 60,
      target: {
        cluster: { Ref: expect.stringMatching(/^Cluster/) as string },
        service: { 'Fn::GetAtt': [expect.stringMatching(/^ClusterProxyService/) as string, 'Name'] },
        taskDefinition: { Ref: expect.stringMatching(/^ClusterProxyTaskDefinition/) as string },
        container: 'main',
      },
      command: ['ip', 'a'],
      expectation: [{ is: 'outputContains', text: 'docker0' }],
    });
  });

  test('waits for the service, and has a minute beyond its own time', () => {
    const { Properties, DependsOn } = defined(Duration.seconds(10.5));
    expect(Properties.ServiceTimeout).toBe('71');
    expect(DependsOn.filter((id) => id.startsWith('ClusterProxyService'))).toHaveLength(1);
  });

  test('can enter one task', () => {
    const { stack, cluster } = probedStack();
    new ExecProbe(stack, 'One', { target: ProbeTarget.task('0123', { cluster: cluster.cluster }), command: ['true'], expectation: HOLDS });
    expect(specIn(probeOf(stack, 'Custom::ExecProbe').Properties).target).toEqual({ cluster: expect.anything() as object, task: '0123' });
  });

  test('can enter a task of a service of any app', () => {
    const stack = new Stack();
    const cluster = ecs.Cluster.fromClusterAttributes(stack, 'Cluster', { clusterName: 'Theirs', vpc: new ec2.Vpc(stack, 'Vpc') });
    const taskDefinition = new ecs.Ec2TaskDefinition(stack, 'Definition');
    taskDefinition.addContainer('Web', { image: IMAGE, memoryLimitMiB: 64 });
    taskDefinition.addContainer('Sidecar', { image: IMAGE, memoryLimitMiB: 64 });
    const target = ProbeTarget.service(new ecs.Ec2Service(stack, 'Service', { cluster, taskDefinition }));
    new ExecProbe(stack, 'Probe', { target, containerName: 'Sidecar', command: ['true'], expectation: HOLDS });
    expect(specIn(probeOf(stack, 'Custom::ExecProbe').Properties).target).toMatchObject({ container: 'Sidecar' });
    expect(() => new ExecProbe(stack, 'Other', { target, containerName: 'None', command: ['true'], expectation: HOLDS }))
      .toThrow("got containerName 'None', task definition 'Default/Definition' has no such container");
  });

  test('refuses a cluster that encrypts its sessions', () => {
    const { stack: keys } = probedStack();
    const { stack, proxy } = probedStack({ execConfiguration: ExecConfiguration.notLogged({ encryptionKey: kms.Key.fromKeyArn(keys, 'Key', 'arn:aws:kms:us-east-1:1:key/1') }) });
    expect(() => new ExecProbe(stack, 'HostNet', { target: ProbeTarget.service(proxy.service), command: ['true'], expectation: HOLDS }))
      .toThrow(/probe 'Test\/HostNet' cannot enter sessions that are encrypted with a KMS key: got one in the exec configuration of cluster 'Test\/Cluster\/Cluster'/);
  });

  test('warns where there is nothing to reach, unless a refusal is expected', () => {
    const { stack, batch } = probedStack();
    batch.addExecProbe('Refused', { command: ['true'], expectation: CommandExpectation.refused('TargetNotConnectedException') });
    expect(warnings(stack).join()).not.toContain('execProbeNoneMode');
    batch.addExecProbe('Entered', { command: ['true'], expectation: HOLDS });
    expect(warnings(stack).join()).toContain('execProbeNoneMode');
  });

  test.each([[Duration.seconds(4)], [Duration.minutes(15)]])('refuses a time-out of %s', (timeout) => {
    expect(() => defined(timeout)).toThrow(/a probe has 5 seconds to 14 minutes: got a timeout of \d+ seconds/);
  });

  test('refuses an empty command, and a time-out of deploy time', () => {
    const { stack, proxy } = probedStack();
    const target = ProbeTarget.service(proxy.service);
    expect(() => new ExecProbe(stack, 'A', { target, command: [], expectation: HOLDS })).toThrow('got an empty list');
    expect(() => defined(Duration.seconds(Token.asNumber({ Ref: 'Time' })))).toThrow('known at synthesis');
  });
});

describe('InstanceProbe', () => {
  test('tells its function what to run, and where', () => {
    const { stack, proxy } = probedStack();
    new InstanceProbe(stack, 'Inside', { target: ProbeTarget.service(proxy.service), command: 'nsenter -t {{pid}} -n ip a', expectation: HOLDS });
    expect(specIn(probeOf(stack, 'Custom::InstanceProbe').Properties)).toMatchObject({
      kind: 'instance', path: 'Test/Inside', command: 'nsenter -t {{pid}} -n ip a', target: { container: 'main' }, expectation: [{ is: 'exitCode', code: 0 }],
    });
  });

  test('refuses an empty command', () => {
    const { proxy } = probedStack();
    expect(() => proxy.addInstanceProbe('Inside', { command: ' ', expectation: HOLDS })).toThrow('got an empty text');
  });
});

describe('PlacementProbe', () => {
  test('tells its function what to ask', () => {
    const { stack, proxy, cluster } = probedStack();
    new PlacementProbe(stack, 'Taken', { cluster: cluster.cluster, taskDefinition: proxy.taskDefinition, expectation: REFUSED, count: 2 });
    expect(specIn(probeOf(stack, 'Custom::PlacementProbe').Properties)).toMatchObject({
      kind: 'placement', count: 2, taskDefinition: { Ref: expect.anything() as string }, expectation: { is: 'refused', reason: 'RESOURCE:PORTS' },
    });
  });

  test('waits for the services with the same definition, also for those that come later', () => {
    const { stack, cluster } = probedStack();
    const taskDefinition = new ecs.Ec2TaskDefinition(stack, 'Definition');
    taskDefinition.addContainer('Web', { image: IMAGE, memoryLimitMiB: 64 });
    new PlacementProbe(stack, 'Taken', { cluster: cluster.cluster, taskDefinition, expectation: REFUSED });
    new ecs.Ec2Service(stack, 'Later', { cluster: cluster.cluster, taskDefinition });
    const { DependsOn } = probeOf(stack, 'Custom::PlacementProbe');
    expect(DependsOn.join()).toMatch(/Later\w+/);
    expect(DependsOn.join()).not.toContain('ClusterProxyService');
  });

  test.each([0, 11, 1.5])('refuses to ask for %s tasks', (count) => {
    expect(() => probedStack().proxy.addPlacementProbe('Taken', { expectation: REFUSED, count })).toThrow(`got count ${count}, allowed are whole numbers from 1 to 10`);
  });

  describe('of tasks in network mode awsvpc', () => {
    function awsVpcDefinition() {
      const { stack, cluster } = probedStack();
      const taskDefinition = new ecs.Ec2TaskDefinition(stack, 'Definition', { networkMode: ecs.NetworkMode.AWS_VPC });
      taskDefinition.addContainer('Web', { image: IMAGE, memoryLimitMiB: 64 });
      return { stack, cluster, taskDefinition, asked: { cluster: cluster.cluster, taskDefinition, expectation: REFUSED } };
    }

    test('asks in the subnets and security groups of the service, of this library or any other', () => {
      const { stack, cluster } = probedStack();
      cluster.addAwsVpcModeService('Web', { image: IMAGE, ports: [TaskPort.tcp(80)] }).addPlacementProbe('Taken', { expectation: REFUSED });
      expect(specIn(probeOf(stack, 'Custom::PlacementProbe').Properties).network).toEqual({
        subnets: ['subnet-1', 'subnet-2'], securityGroups: [{ 'Fn::GetAtt': [expect.stringContaining('WebSecurityGroup'), 'GroupId'] }],
      });
      const plain = awsVpcDefinition();
      new PlacementProbe(plain.stack, 'Taken', plain.asked);
      new ecs.Ec2Service(plain.stack, 'Later', { cluster: plain.cluster.cluster, taskDefinition: plain.taskDefinition });
      expect(specIn(probeOf(plain.stack, 'Custom::PlacementProbe').Properties).network).toEqual({
        subnets: ['subnet-1', 'subnet-2'], securityGroups: [{ 'Fn::GetAtt': [expect.stringContaining('LaterSecurityGroup'), 'GroupId'] }],
      });
    });

    test('asks in the service of another stack', () => {
      const { app, stack, cluster } = probedStack();
      const web = cluster.addAwsVpcModeService('Web', { image: IMAGE });
      const other = new Stack(app, 'Other');
      new PlacementProbe(other, 'Taken', { cluster: cluster.cluster, taskDefinition: web.taskDefinition, expectation: REFUSED });
      expect(specIn(probeOf(other, 'Custom::PlacementProbe').Properties).network)
        .toEqual({ subnets: ['subnet-1', 'subnet-2'], securityGroups: [{ 'Fn::ImportValue': expect.stringContaining(`${stack.stackName}:`) }] });
    });

    test('asks where it is told to', () => {
      const { stack, asked } = awsVpcDefinition();
      const securityGroups = [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1')];
      new PlacementProbe(stack, 'Taken', { ...asked, vpcSubnets: { availabilityZones: ['b'] }, securityGroups });
      expect(specIn(probeOf(stack, 'Custom::PlacementProbe').Properties).network).toEqual({ subnets: ['subnet-2'], securityGroups: ['sg-1'] });
    });

    test('fails where nothing tells the subnets', () => {
      const { stack, asked } = awsVpcDefinition();
      new PlacementProbe(stack, 'Taken', asked);
      expect(() => Template.fromStack(stack)).toThrow(/probe 'Test\/Taken' has no subnets for its tasks: .* no service of this app runs it, .* pass vpcSubnets to the probe/);
    });

    test('are the only ones that have subnets of their own', () => {
      expect(() => probedStack().proxy.addPlacementProbe('Taken', { expectation: REFUSED, vpcSubnets: {} })).toThrow(/in network mode host, .*; leave both out/);
    });
  });

  test('knows reasons that have no constant', () => {
    expect(PlacementFailureReason.of('RESOURCE:NEW').reason).toBe('RESOURCE:NEW');
  });
});

test('services of every network mode have probes of their own', () => {
  const { stack, cluster, proxy, batch } = probedStack();
  for (const service of [proxy, batch, cluster.addBridgeModeService('Bridge', { image: IMAGE }), cluster.addAwsVpcModeService('AwsVpc', { image: IMAGE })]) {
    expect(service.addExecProbe('Exec', { command: ['true'], expectation: CommandExpectation.refused('E') }).node.path).toBe(`${service.node.path}/Exec`);
    service.addInstanceProbe('Instance', { command: 'true', expectation: HOLDS });
    service.addPlacementProbe('Placement', { expectation: PlacementExpectation.placed() });
  }
  const template = Template.fromStack(stack);
  ['Custom::ExecProbe', 'Custom::InstanceProbe', 'Custom::PlacementProbe'].forEach((type) => template.resourceCountIs(type, 4));
});

test('what a probe found can be used in the stack', () => {
  const { stack, proxy } = probedStack();
  const { output, exitCode, failureReason, containerInstanceArn } = proxy.addExecProbe('Exec', { command: ['true'], expectation: HOLDS });
  const placement = proxy.addPlacementProbe('Placement', { expectation: REFUSED });
  [output, exitCode, failureReason, containerInstanceArn, placement.failureReason, placement.containerInstanceArn]
    .forEach((value, index) => new CfnOutput(stack, `Out${index}`, { value }));
  const values = Object.values(Template.fromStack(stack).findOutputs('*')).map(({ Value }) => (Value as { 'Fn::GetAtt': string[] })['Fn::GetAtt'][1]);
  expect(values).toEqual(['Output', 'ExitCode', 'FailureReason', 'ContainerInstanceArn', 'FailureReason', 'ContainerInstanceArn']);
});

test('one function serves every probe of a stack, on the newest Node runtime, and logs where it goes with the stack', () => {
  const { stack, proxy } = probedStack();
  proxy.addExecProbe('Exec', { command: ['true'], expectation: HOLDS });
  proxy.addExecProbe('Exec2', { command: ['false'], expectation: HOLDS });
  proxy.addPlacementProbe('Placement', { expectation: REFUSED });
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::Lambda::Function', 1);
  template.hasResourceProperties('AWS::Lambda::Function', {
    Runtime: Match.stringLikeRegexp('^nodejs2[24]\\.x$'), Timeout: 900, LoggingConfig: { LogGroup: { Ref: Match.stringLikeRegexp('^NetworkModesProbeProviderLogGroup') } },
  });
});
