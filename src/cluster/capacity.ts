import { aws_ec2 as ec2, aws_ecs as ecs } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { HostPortPlan } from '../check';

/** An ECS cluster whose tasks run on EC2 instances. */
export interface IEc2CapacityCluster extends IConstruct {
  /** The ECS cluster. */
  readonly cluster: ecs.ICluster;

  /** The VPC in which the container instances run. */
  readonly vpc: ec2.IVpc;
}

/** EC2 instances that run the tasks of a cluster. */
export interface IEc2Capacity extends IConstruct, ec2.IConnectable {
  /** The cluster in which the instances register. */
  readonly cluster: IEc2CapacityCluster;

  /** Name of the capacity provider that stands for the instances in the cluster. */
  readonly capacityProviderName: string;

  /** The smallest number of instances. */
  readonly minCapacity: number;

  /** The largest number of instances. */
  readonly maxCapacity: number;

  /** The host ports that the services of this app take on each instance. */
  readonly hostPortPlan: HostPortPlan;

  /** Value of the instance attribute `capacity`, for placement constraints; empty where the instances have none. */
  readonly attributeValue: string;
}
