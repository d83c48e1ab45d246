import { aws_autoscaling as autoscaling, aws_ec2 as ec2, aws_ecs as ecs, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { PlainApp } from './plain';
import { HostModeEc2Service, HostPort, NetworkModeChecks } from '../../src';
import { clusterStack, IMAGE, onlyResource, statementsOf } from '../support/stacks';

// docs/troubleshooting.md names these: what happens with aws-cdk-lib alone, and what happens here
const bridge = ecs.NetworkMode.BRIDGE;

/** A host-mode service of this library on one capacity. */
function ours() {
  const { stack, cluster } = clusterStack();
  const capacity = cluster.addCapacity('Edge');
  return { stack, capacity, service: cluster.addHostModeService('Service', { image: IMAGE, ports: [HostPort.tcp(8080)] }) };
}

/** Synthesises a plain app, checked or not. */
function synthesize({ stack }: PlainApp, checked: boolean): () => Template {
  if (checked) NetworkModeChecks.applyTo(stack);
  return () => Template.fromStack(stack);
}

describe('termination protection', () => {
  test('aws-cdk-lib protects the instances, and the deletion of the stack hangs', () => {
    expect(onlyResource(new PlainApp().stack, 'AWS::ECS::CapacityProvider').Properties.AutoScalingGroupProvider).toMatchObject({ ManagedTerminationProtection: 'ENABLED' });
  });

  test('here it is off', () => {
    expect(onlyResource(ours().stack, 'AWS::ECS::CapacityProvider').Properties.AutoScalingGroupProvider).toMatchObject({ ManagedTerminationProtection: 'DISABLED' });
  });
});

describe('managed scaling', () => {
  test('aws-cdk-lib scales in with an alarm of 15 minutes', () => {
    expect(onlyResource(new PlainApp().stack, 'AWS::ECS::CapacityProvider').Properties.AutoScalingGroupProvider).toMatchObject({ ManagedScaling: { Status: 'ENABLED' } });
  });

  test('here the number of instances is fixed until somebody asks', () => {
    expect(onlyResource(ours().stack, 'AWS::ECS::CapacityProvider').Properties.AutoScalingGroupProvider).not.toHaveProperty('ManagedScaling');
  });
});

describe('association of the capacity provider', () => {
  const dependenciesOf = (stack: PlainApp['stack']) => [onlyResource(stack, 'AWS::ECS::Service').DependsOn].flat();
  const associationOf = (stack: PlainApp['stack']) => Object.keys(Template.fromStack(stack).findResources('AWS::ECS::ClusterCapacityProviderAssociations'))[0];

  test('aws-cdk-lib deletes it before a service that uses it', () => {
    const plain = new PlainApp();
    plain.service(plain.task(bridge));
    expect(dependenciesOf(plain.stack)).not.toContain(associationOf(plain.stack));
  });

  test('here the service goes first, and comes after the instances', () => {
    const { stack } = ours();
    expect(dependenciesOf(stack)).toContain(associationOf(stack));
  });
});

describe('drain hook', () => {
  test('aws-cdk-lib adds a Lambda function that drains instances where ECS neither drains nor protects them', () => {
    const { stack } = new PlainApp(undefined, { enableManagedDraining: false, enableManagedTerminationProtection: false });
    Template.fromStack(stack).hasResource('AWS::AutoScaling::LifecycleHook', Match.anyValue());
  });

  test('here nothing is added', () => {
    const { stack, cluster } = clusterStack();
    cluster.addCapacity('Edge', { enableManagedDraining: false });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::AutoScaling::LifecycleHook', 0);
    template.resourceCountIs('AWS::Lambda::Function', 0);
  });
});

describe('permissions of ECS Exec', () => {
  const logged = (stack: PlainApp['stack']) => statementsOf(stack, 'TaskRole').filter(({ Action, Resource }) => JSON.stringify(Action).includes('logs:') && Resource === '*');

  test('aws-cdk-lib lets the task write every log group, without any log of sessions', () => {
    const plain = new PlainApp();
    plain.service(plain.task(bridge), { enableExecuteCommand: true });
    expect(logged(plain.stack)).not.toEqual([]);
  });

  test('here the task has the four message channels', () => {
    const { stack } = ours();
    expect(logged(stack)).toEqual([]);
    expect(JSON.stringify(statementsOf(stack, 'TaskRole'))).toContain('ssmmessages:OpenDataChannel');
  });
});

describe('sessions without a way', () => {
  const isolated = (checked: boolean) => {
    const plain = new PlainApp(ec2.SubnetType.PRIVATE_ISOLATED);
    plain.service(plain.task(bridge), { enableExecuteCommand: true });
    return synthesize(plain, checked);
  };

  test('aws-cdk-lib says nothing, and the session ends in TargetNotConnectedException', () => {
    expect(isolated(false)).not.toThrow();
  });

  test('the checks refuse them', () => {
    expect(isolated(true)).toThrow(/execNoRoute/);
  });
});

describe('shared processes', () => {
  const sharing = (checked: boolean) => {
    const plain = new PlainApp();
    const taskDefinition = plain.task(bridge, {}, { pidMode: ecs.PidMode.TASK });
    taskDefinition.addContainer('sidecar', { image: IMAGE, memoryLimitMiB: 64 });
    plain.service(taskDefinition, { enableExecuteCommand: true });
    return synthesize(plain, checked);
  };

  test('aws-cdk-lib lets ECS Exec meet pidMode task', () => {
    expect(sharing(false)).not.toThrow();
  });

  test('the checks refuse it', () => {
    expect(sharing(true)).toThrow(/execSharedProcesses/);
  });
});

describe('reserved ports', () => {
  const agentPort = (checked: boolean) => {
    const plain = new PlainApp();
    plain.service(plain.task(ecs.NetworkMode.HOST, { portMappings: [{ containerPort: 51678 }] }), { minHealthyPercent: 0, maxHealthyPercent: 100 });
    return synthesize(plain, checked);
  };

  test('aws-cdk-lib gives a task the port of the agent, and it is never placed', () => {
    expect(agentPort(false)).not.toThrow();
  });

  test('the checks refuse it, and a HostPort cannot be made of it', () => {
    expect(agentPort(true)).toThrow(/reservedPort/);
    expect(() => HostPort.tcp(51678)).toThrow(/51678/);
  });
});

describe('tasks on one port', () => {
  const three = (checked: boolean) => {
    const plain = new PlainApp();
    const taskDefinition = plain.task(ecs.NetworkMode.HOST, { portMappings: [{ containerPort: 8080 }] });
    plain.service(taskDefinition, { desiredCount: 3, minHealthyPercent: 50, maxHealthyPercent: 100 });
    return synthesize(plain, checked);
  };

  test('aws-cdk-lib asks for three on one instance', () => {
    expect(three(false)).not.toThrow();
  });

  test('the checks count the instances', () => {
    expect(three(true)).toThrow(/hostPortDemand/);
  });
});

describe('circuit breaker', () => {
  test('aws-cdk-lib has none, and CloudFormation waits for three hours', () => {
    const plain = new PlainApp();
    plain.service(plain.task(bridge));
    expect(onlyResource(plain.stack, 'AWS::ECS::Service').Properties.DeploymentConfiguration).not.toHaveProperty('DeploymentCircuitBreaker');
  });

  test('here there is one, with rollback', () => {
    const breaker = { DeploymentCircuitBreaker: { Enable: true, Rollback: true } };
    expect(onlyResource(ours().stack, 'AWS::ECS::Service').Properties.DeploymentConfiguration).toMatchObject(breaker);
  });
});

describe('hop limit of the metadata', () => {
  const options = (stack: PlainApp['stack']) => (onlyResource(stack, 'AWS::EC2::LaunchTemplate').Properties.LaunchTemplateData as Record<string, unknown>).MetadataOptions;

  test('aws-cdk-lib leaves it to the image, whose two hops reach every bridge task', () => {
    expect(options(new PlainApp().stack)).not.toHaveProperty('HttpPutResponseHopLimit');
  });

  test('here it is one', () => {
    expect(options(ours().stack)).toMatchObject({ HttpPutResponseHopLimit: 1 });
  });
});

describe('cluster and instances in two stacks', () => {
  test('aws-cdk-lib ends in a circular dependency', () => {
    const { app, stack, cluster } = new PlainApp();
    const other = new Stack(app, 'Other');
    const autoScalingGroup = new autoscaling.AutoScalingGroup(other, 'Instances', {
      vpc: cluster.vpc, instanceType: new ec2.InstanceType('t3.medium'), machineImage: ecs.EcsOptimizedImage.amazonLinux2023(),
    });
    expect(() => {
      cluster.addAsgCapacityProvider(new ecs.AsgCapacityProvider(other, 'Provider', { autoScalingGroup }));
      Template.fromStack(stack);
    }).toThrow(/cyclic|circular/i);
  });

  test('here capacity is defined inside its cluster, and services may have a stack of their own', () => {
    const { app, cluster } = clusterStack();
    const capacity = cluster.addCapacity('Edge');
    const services = new Stack(app, 'Services');
    new HostModeEc2Service(services, 'Service', { capacity, image: IMAGE, ports: [HostPort.tcp(8080)] });
    Template.fromStack(services).resourceCountIs('AWS::ECS::Service', 1);
  });
});

describe('ports in none mode', () => {
  const published = (checked: boolean) => {
    const plain = new PlainApp();
    plain.service(plain.task(ecs.NetworkMode.NONE, { portMappings: [{ containerPort: 80 }] }));
    return synthesize(plain, checked);
  };

  test('aws-cdk-lib lets them pass, and ECS refuses them at deployment', () => {
    expect(published(false)).not.toThrow();
  });

  test('the checks refuse them', () => {
    expect(published(true)).toThrow(/noneModePorts/);
  });
});

describe('interfaces of an instance', () => {
  const many = (checked: boolean) => {
    const plain = new PlainApp();
    plain.service(plain.task(ecs.NetworkMode.AWS_VPC), { desiredCount: 5 });
    return synthesize(plain, checked);
  };

  test('aws-cdk-lib asks a t3.medium for five tasks with an interface each', () => {
    expect(many(false)).not.toThrow();
  });

  test('the checks know that it has two to give', () => {
    expect(many(true)).toThrow(/tooManyInterfaces/);
  });
});
