import { aws_ec2 as ec2 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { validateCapacity } from './capacity-validation';
import { validatePlan } from './plan-validation';
import { HostPortPlan } from '../../check';
import { IEc2Capacity, IEc2CapacityCluster } from '../capacity';
import { Ec2CapacityAttributes } from '../existing-capacity';

/** Instances that another app defines. */
class ImportedCapacity extends Construct implements IEc2Capacity {
  public readonly cluster: IEc2CapacityCluster;
  public readonly capacityProviderName: string;
  public readonly minCapacity: number;
  public readonly maxCapacity: number;
  public readonly hostPortPlan: HostPortPlan;
  public readonly attributeValue: string;
  public readonly connections: ec2.Connections;

  constructor(scope: Construct, id: string, props: Ec2CapacityAttributes) {
    super(scope, id);
    validateCapacity(props);
    this.cluster = props.cluster;
    this.capacityProviderName = props.capacityProviderName;
    this.minCapacity = props.minCapacity;
    this.maxCapacity = props.maxCapacity;
    this.attributeValue = props.attributeValue ?? '';
    this.hostPortPlan = new HostPortPlan(this.minCapacity, this.maxCapacity);
    this.connections = new ec2.Connections({ securityGroups: props.securityGroups });
    // whether ECS resizes it is not known, so it may
    validatePlan(this, true);
  }
}

/** Instances that another app defines, as a capacity. */
export function importCapacity(...of: ConstructorParameters<typeof ImportedCapacity>): IEc2Capacity {
  return new ImportedCapacity(...of);
}
