import { aws_ec2 as ec2, aws_ecs as ecs } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { NetworkModeServiceOptions } from './network-mode-service';
import { EnterableService } from './private/enterable-service';
import { openToExec } from './private/exec';
import { attachToCapacity, serviceProps } from './private/service';
import { defineTask } from './private/task';
import { taskSubnets } from './private/task-subnets';
import { TaskPort } from './task-port';
import { IEc2Capacity } from '../cluster/capacity';
import { blockInstanceMetadata } from '../cluster/private/agent-configuration';
import { ExecCallerScope } from '../exec/exec-caller';

/** What awsvpc-mode services have beyond the other modes. */
export interface AwsVpcModeServiceBaseOptions extends NetworkModeServiceOptions {
  /**
   * Ports that the container listens on, on the network interface of the task; they take no port of the instance.
   *
   * @default - none
   */
  readonly ports?: TaskPort[];

  /**
   * Subnets of the network interfaces of the tasks; public ones are refused, since on EC2 these interfaces never have a public address.
   *
   * @default - the private subnets with egress
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * Whether `aws ecs execute-command` opens sessions in the tasks.
   *
   * @default true
   */
  readonly enableExecuteCommand?: boolean;
}

/** Options of `Ec2CapacityCluster.addAwsVpcModeService`. */
export interface AwsVpcModeServiceOptions extends AwsVpcModeServiceBaseOptions {
  /**
   * The instances that the tasks run on.
   *
   * @default - the only capacity of the cluster
   */
  readonly capacity?: IEc2Capacity;
}

/** Properties of a `AwsVpcModeEc2Service`. */
export interface AwsVpcModeEc2ServiceProps extends AwsVpcModeServiceBaseOptions {
  /** The instances that the tasks run on; the service belongs to their cluster. */
  readonly capacity: IEc2Capacity;
}

/**
 * A service whose tasks have a network interface each, with an address in the VPC and a security group of their own.
 *
 * An instance holds few network interfaces, and so few of these tasks: a t3.medium holds two beside its own.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html
 */
export class AwsVpcModeEc2Service extends EnterableService implements ec2.IConnectable {
  public readonly networkMode = ecs.NetworkMode.AWS_VPC;
  public readonly service: ecs.Ec2Service;
  public readonly taskDefinition: ecs.Ec2TaskDefinition;
  public readonly container: ecs.ContainerDefinition;

  /** Network of the tasks, and of nothing else: rules here leave the instances alone. Its default port is the first of the ports. */
  public readonly connections: ec2.Connections;

  /** @internal */
  protected readonly _execCallers?: ExecCallerScope;

  constructor(scope: Construct, id: string, props: AwsVpcModeEc2ServiceProps) {
    super(scope, id);
    const { capacity, ports = [], enableExecuteCommand = true } = props;
    const { vpc } = capacity.cluster;
    const traits = { capacity, scheduling: props.scheduling, fixedPorts: false };
    const subnets = taskSubnets(this.node.path, vpc, props.vpcSubnets);
    const securityGroup = new ec2.SecurityGroup(this, 'SecurityGroup', { vpc, description: `Tasks of ${this.node.path}` });
    const mappings = ports.map(({ port, protocol }) => ({ containerPort: port, protocol }));
    const { taskDefinition, container, taskLogGroup } = defineTask(this, this.networkMode, props, mappings);
    this.taskDefinition = taskDefinition;
    this.container = container;
    this.service = new ecs.Ec2Service(this, 'Service', {
      ...serviceProps(taskDefinition, traits),
      vpcSubnets: { subnets: subnets.subnets },
      securityGroups: [securityGroup],
    });
    // the last session and the last image layer need the way out as much as the first
    this.service.node.addDependency(subnets.internetConnectivityEstablished);
    attachToCapacity(this, traits);
    blockInstanceMetadata(capacity);
    this.connections = new ec2.Connections({ securityGroups: [securityGroup], defaultPort: ports[0]?._rule });
    this._execCallers = enableExecuteCommand ? openToExec(this, capacity.cluster.cluster, taskLogGroup) : undefined;
  }
}
