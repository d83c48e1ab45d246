import { App, aws_ec2 as ec2, aws_ecs as ecs, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { NetworkModeChecks } from '../../src';
import { IMAGE, warnings } from '../support/stacks';

/** An app of plain aws-cdk-lib. */
export interface PlainApp {
  readonly stack: Stack;
  readonly vpc: ec2.Vpc;
  readonly cluster: ecs.Cluster;
  readonly add: (id: string, options?: ServiceOptions) => ecs.Ec2Service;
}

/** What differs between its services. */
export interface ServiceOptions {
  readonly mode?: ecs.NetworkMode;
  readonly hostPort?: number;
  readonly task?: Partial<ecs.Ec2TaskDefinitionProps>;
  readonly container?: Partial<ecs.ContainerDefinitionOptions>;
  readonly service?: Partial<ecs.Ec2ServiceProps>;
}

/** What differs between its instances. */
export interface AppOptions {
  readonly min?: number;
  readonly max?: number;
  readonly instanceType?: string;
  readonly vpc?: ec2.VpcProps;
  readonly subnetType?: ec2.SubnetType;
}

/** An app of plain aws-cdk-lib with the checks. */
export function plain({ min = 1, max = min, instanceType = 't3.medium', vpc: vpcProps, subnetType }: AppOptions = {}): PlainApp {
  const app = new App({ context: { '@aws-cdk/aws-autoscaling:generateLaunchTemplateInsteadOfLaunchConfig': true } });
  const stack = new Stack(app, 'Test');
  NetworkModeChecks.applyTo(app);
  const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 1, natGateways: 1, ...vpcProps });
  const cluster = new ecs.Cluster(stack, 'Cluster', { vpc });
  cluster.addCapacity('Instances', {
    instanceType: new ec2.InstanceType(instanceType), minCapacity: min, maxCapacity: max, vpcSubnets: subnetType && { subnetType },
    machineImage: ecs.EcsOptimizedImage.amazonLinux2023(),
  });
  const add = (id: string, { mode = ecs.NetworkMode.HOST, hostPort, task, container, service }: ServiceOptions = {}) => {
    const taskDefinition = new ecs.Ec2TaskDefinition(stack, `${id}Task`, { networkMode: mode, ...task });
    taskDefinition.addContainer('main', {
      image: IMAGE, memoryLimitMiB: 64, portMappings: hostPort === undefined ? [] : [{ containerPort: hostPort, hostPort }], ...container,
    });
    return new ecs.Ec2Service(stack, id, { cluster, taskDefinition, minHealthyPercent: 0, maxHealthyPercent: 100, ...service });
  };
  return { stack, vpc, cluster, add };
}

/** The ids of the errors and warnings of an app, in order. */
export function ids(stack: Stack): string[] {
  const text = (() => {
    try {
      return warnings(stack).join('\n');
    } catch (error) {
      return String(error);
    }
  })();
  return [...new Set([...text.matchAll(/\[(?:ack: )?cdk-ecs-network-modes:(\w+)\]/g)].map(([, id]) => id))].sort();
}

/** The errors of an app. */
export function errors(stack: Stack): string[] {
  try {
    Template.fromStack(stack);
    return [];
  } catch (error) {
    return [...String(error).matchAll(/cdk-ecs-network-modes:(\w+)\]/g)].map(([, id]) => id);
  }
}

/** Instances without a way out. */
export function isolated(): AppOptions {
  return {
    vpc: { natGateways: 0, subnetConfiguration: [{ name: 'Closed', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] },
    subnetType: ec2.SubnetType.PRIVATE_ISOLATED,
  };
}
