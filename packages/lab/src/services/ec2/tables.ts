import type { Store } from '../../state/store';
import type {
  AddressRecord, InstanceRecord, InternetGatewayRecord, LaunchTemplateRecord, LaunchTemplateVersionRecord, NatGatewayRecord, NetworkAclRecord,
  NetworkInterfaceRecord, RouteTableRecord, SecurityGroupRecord, SubnetRecord, VpcEndpointRecord, VpcRecord,
} from './model';

/** Everything that EC2 remembers. */
export function ec2Tables(store: Store) {
  return {
    vpcs: store.table<VpcRecord>('ec2.vpcs'),
    subnets: store.table<SubnetRecord>('ec2.subnets'),
    internetGateways: store.table<InternetGatewayRecord>('ec2.internet-gateways'),
    natGateways: store.table<NatGatewayRecord>('ec2.nat-gateways'),
    vpcEndpoints: store.table<VpcEndpointRecord>('ec2.vpc-endpoints'),
    addresses: store.table<AddressRecord>('ec2.addresses'),
    routeTables: store.table<RouteTableRecord>('ec2.route-tables'),
    networkAcls: store.table<NetworkAclRecord>('ec2.network-acls'),
    securityGroups: store.table<SecurityGroupRecord>('ec2.security-groups'),
    networkInterfaces: store.table<NetworkInterfaceRecord>('ec2.network-interfaces'),
    launchTemplates: store.table<LaunchTemplateRecord>('ec2.launch-templates'),
    /** By `<template id>:<version>`. */
    launchTemplateVersions: store.table<LaunchTemplateVersionRecord>('ec2.launch-template-versions'),
    instances: store.table<InstanceRecord>('ec2.instances'),
  };
}

export type Ec2Tables = ReturnType<typeof ec2Tables>;
