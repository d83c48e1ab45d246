import { aws_ec2 as ec2, aws_ecs as ecs } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** Options of `Ec2CapacityCluster.addExecEndpoints`. */
export interface ExecEndpointsOptions {
  /**
   * Subnets of the endpoints, one in each availability zone.
   *
   * @default - the isolated subnets; without any the private ones
   */
  readonly vpcSubnets?: ec2.SubnetSelection;
}

/** Properties of `ExecEndpoints`. */
export interface ExecEndpointsProps extends ExecEndpointsOptions {
  /** The cluster whose tasks are entered; its exec configuration decides what there is beside `ssmmessages`. */
  readonly cluster: ecs.ICluster;
}

/**
 * Endpoints by which tasks in subnets without egress reach what ECS Exec needs.
 *
 * `ssmmessages` always; CloudWatch Logs, S3 or KMS where sessions are logged or encrypted with them. Their names are private to the VPC, so a VPC
 * has them once. Instances in isolated subnets need more for other things, such as the agent of ECS and pulling images.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html
 */
export class ExecEndpoints extends Construct implements ec2.IConnectable {
  /** Network of the endpoints: their port is open to those who are allowed here, and to nobody else. */
  public readonly connections: ec2.Connections;

  constructor(scope: Construct, id: string, props: ExecEndpointsProps) {
    super(scope, id);
    const { cluster: { vpc, executeCommandConfiguration: configuration } } = props;
    const closed = vpc.isolatedSubnets.length > 0;
    const subnets = props.vpcSubnets ?? { subnetType: closed ? ec2.SubnetType.PRIVATE_ISOLATED : ec2.SubnetType.PRIVATE_WITH_EGRESS };
    const description = `Endpoints of ECS Exec of ${this.node.path}`;
    const securityGroup = new ec2.SecurityGroup(this, 'SecurityGroup', { vpc, description, allowAllOutbound: false });
    this.connections = new ec2.Connections({ securityGroups: [securityGroup], defaultPort: ec2.Port.tcp(443) });
    const logs = configuration?.logging === ecs.ExecuteCommandLogging.DEFAULT || configuration?.logConfiguration?.cloudWatchLogGroup !== undefined;
    const services: Record<string, ec2.InterfaceVpcEndpointAwsService> = {
      Messages: ec2.InterfaceVpcEndpointAwsService.SSM_MESSAGES,
      ...logs && { Logs: ec2.InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS },
      ...configuration?.kmsKey && { Keys: ec2.InterfaceVpcEndpointAwsService.KMS },
    };
    for (const [name, service] of Object.entries(services)) {
      // not open to the whole VPC, as it would be by default
      new ec2.InterfaceVpcEndpoint(this, name, {
        vpc, service, subnets: { ...subnets, onePerAz: true }, securityGroups: [securityGroup], open: false,
      });
    }
    if (configuration?.logConfiguration?.s3Bucket) {
      new ec2.GatewayVpcEndpoint(this, 'Bucket', { vpc, service: ec2.GatewayVpcEndpointAwsService.S3, subnets: [subnets] });
    }
  }
}
