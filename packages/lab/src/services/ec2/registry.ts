import type { Service } from '../../gateway/operation';
import type { TaskInterfaces } from '../../ecs/interface-port';
import { allocateAddress } from './allocate-address';
import { associateRouteTable } from './associate-route-table';
import { attachInternetGateway } from './attach-internet-gateway';
import { authorizeSecurityGroupEgress } from './authorize-security-group-egress';
import { authorizeSecurityGroupIngress } from './authorize-security-group-ingress';
import { createDefaultVpc } from './create-default-vpc';
import { createInternetGateway } from './create-internet-gateway';
import { createLaunchTemplate } from './create-launch-template';
import { createLaunchTemplateVersion } from './create-launch-template-version';
import { createNatGateway } from './create-nat-gateway';
import { createRoute } from './create-route';
import { createRouteTable } from './create-route-table';
import { createSecurityGroup } from './create-security-group';
import { createSubnet } from './create-subnet';
import { createTags } from './create-tags';
import { createVpc } from './create-vpc';
import { createVpcEndpoint } from './create-vpc-endpoint';
import { bornWithDefaultVpc } from './default-vpc';
import { deleteInternetGateway } from './delete-internet-gateway';
import { deleteLaunchTemplate } from './delete-launch-template';
import { deleteNatGateway } from './delete-nat-gateway';
import { deleteRoute } from './delete-route';
import { deleteRouteTable } from './delete-route-table';
import { deleteSecurityGroup } from './delete-security-group';
import { deleteSubnet } from './delete-subnet';
import { deleteTags } from './delete-tags';
import { deleteVpc } from './delete-vpc';
import { deleteVpcEndpoints } from './delete-vpc-endpoints';
import { describeAccountAttributes } from './describe-account-attributes';
import { describeAddresses } from './describe-addresses';
import { describeAvailabilityZones } from './describe-availability-zones';
import { describeImages } from './describe-images';
import { describeInstanceAttribute } from './describe-instance-attribute';
import { describeInstanceStatus } from './describe-instance-status';
import { describeInstanceTypes } from './describe-instance-types';
import { describeInstances } from './describe-instances';
import { describeInternetGateways } from './describe-internet-gateways';
import { describeLaunchTemplateVersions } from './describe-launch-template-versions';
import { describeLaunchTemplates } from './describe-launch-templates';
import { describeNatGateways } from './describe-nat-gateways';
import { describeNetworkAcls } from './describe-network-acls';
import { describeNetworkInterfaces } from './describe-network-interfaces';
import { describeRegions } from './describe-regions';
import { describeRouteTables } from './describe-route-tables';
import { describeSecurityGroupRules } from './describe-security-group-rules';
import { describeSecurityGroups } from './describe-security-groups';
import { describeSubnets } from './describe-subnets';
import { describeTags } from './describe-tags';
import { describeVpcAttribute } from './describe-vpc-attribute';
import { describeVpcEndpoints } from './describe-vpc-endpoints';
import { describeVpcs } from './describe-vpcs';
import { describeVpnGateways } from './describe-vpn-gateways';
import { detachInternetGateway } from './detach-internet-gateway';
import { disassociateRouteTable } from './disassociate-route-table';
import type { Ec2Dependencies, Ec2 } from './ec2';
import { instanceFilters } from './instances/filters';
import { InstanceLifecycle, type InstanceListener } from './instances/lifecycle';
import type { InstanceRecord } from './model';
import { modifyInstanceAttribute } from './modify-instance-attribute';
import { modifyInstanceMetadataOptions } from './modify-instance-metadata-options';
import { modifyLaunchTemplate } from './modify-launch-template';
import { modifyNetworkInterfaceAttribute } from './modify-network-interface-attribute';
import { modifySubnetAttribute } from './modify-subnet-attribute';
import { modifyVpcAttribute } from './modify-vpc-attribute';
import { modifyVpcEndpoint } from './modify-vpc-endpoint';
import { releaseAddress } from './release-address';
import { replaceRoute } from './replace-route';
import { replaceRouteTableAssociation } from './replace-route-table-association';
import { revokeSecurityGroupEgress } from './revoke-security-group-egress';
import { revokeSecurityGroupIngress } from './revoke-security-group-ingress';
import { runInstances } from './run-instances';
import { ec2Tables, type Ec2Tables } from './tables';
import { taskInterfaces } from './task-interfaces';
import { terminateInstances } from './terminate-instances';
import { watchedTable } from './watched-table';

/** EC2 with what the lab's start and Auto Scaling need of it. */
export interface Ec2Service {
  readonly service: Service;
  /** Told after every change of an instance's state. Returns what unsubscribes. */
  onInstanceChange(listener: InstanceListener): () => void;
  /** Told after every change of a security group or of the addresses in one. Returns what unsubscribes. */
  onFilterChange(listener: () => void): () => void;
  /** An instance as it is at this moment. */
  instance(instanceId: string): InstanceRecord | undefined;
  /** To be told when a machine ends that nobody terminated. */
  machineExited(instanceId: string): void;
  /** Once at start, after the fleet has adopted its machines: terminates instances whose machine is gone. */
  reconcile(): void;
  /** Once at start: a new lab gets its default VPC. */
  born(): void;
  /** Interfaces of ECS tasks. */
  readonly taskInterfaces: TaskInterfaces;
  /** Resolves when every launch and removal under way has ended. */
  settled(): Promise<void>;
}

export function ec2Service(dependencies: Ec2Dependencies): Ec2Service {
  const listeners = new Set<() => void>();
  const changed = () => listeners.forEach((listener) => listener());
  const kept = ec2Tables(dependencies.lab.store);
  const tables: Ec2Tables = {
    ...kept, securityGroups: watchedTable(kept.securityGroups, changed), networkInterfaces: watchedTable(kept.networkInterfaces, changed),
  };
  const lifecycle = new InstanceLifecycle(tables, dependencies.machines, dependencies.lab);
  const ec2: Ec2 = { ...dependencies, tables, lifecycle };
  const filter = instanceFilters(ec2);
  listeners.add(filter);
  return {
    onInstanceChange: (listener) => lifecycle.onChange(listener),
    onFilterChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    instance: (instanceId) => tables.instances.get(instanceId),
    machineExited: (instanceId) => lifecycle.exited(instanceId),
    reconcile() {
      lifecycle.reconcile();
      filter();
    },
    born: () => bornWithDefaultVpc(ec2),
    taskInterfaces: taskInterfaces(ec2),
    settled: () => lifecycle.settled(),
    service: {
      name: 'ec2',
      protocol: { kind: 'ec2-query', apiVersion: '2016-11-15', namespace: 'http://ec2.amazonaws.com/doc/2016-11-15/' },
      operations: {
        AllocateAddress: allocateAddress(ec2),
        AssociateRouteTable: associateRouteTable(ec2),
        AttachInternetGateway: attachInternetGateway(ec2),
        AuthorizeSecurityGroupEgress: authorizeSecurityGroupEgress(ec2),
        AuthorizeSecurityGroupIngress: authorizeSecurityGroupIngress(ec2),
        CreateDefaultVpc: createDefaultVpc(ec2),
        CreateInternetGateway: createInternetGateway(ec2),
        CreateLaunchTemplate: createLaunchTemplate(ec2),
        CreateLaunchTemplateVersion: createLaunchTemplateVersion(ec2),
        CreateNatGateway: createNatGateway(ec2),
        CreateRoute: createRoute(ec2),
        CreateRouteTable: createRouteTable(ec2),
        CreateSecurityGroup: createSecurityGroup(ec2),
        CreateSubnet: createSubnet(ec2),
        CreateTags: createTags(ec2),
        CreateVpc: createVpc(ec2),
        CreateVpcEndpoint: createVpcEndpoint(ec2),
        DeleteInternetGateway: deleteInternetGateway(ec2),
        DeleteLaunchTemplate: deleteLaunchTemplate(ec2),
        DeleteNatGateway: deleteNatGateway(ec2),
        DeleteRoute: deleteRoute(ec2),
        DeleteRouteTable: deleteRouteTable(ec2),
        DeleteSecurityGroup: deleteSecurityGroup(ec2),
        DeleteSubnet: deleteSubnet(ec2),
        DeleteTags: deleteTags(ec2),
        DeleteVpc: deleteVpc(ec2),
        DeleteVpcEndpoints: deleteVpcEndpoints(ec2),
        DescribeAccountAttributes: describeAccountAttributes(ec2),
        DescribeAddresses: describeAddresses(ec2),
        DescribeAvailabilityZones: describeAvailabilityZones(ec2),
        DescribeImages: describeImages(ec2),
        DescribeInstanceAttribute: describeInstanceAttribute(ec2),
        DescribeInstanceStatus: describeInstanceStatus(ec2),
        DescribeInstanceTypes: describeInstanceTypes(),
        DescribeInstances: describeInstances(ec2),
        DescribeInternetGateways: describeInternetGateways(ec2),
        DescribeLaunchTemplateVersions: describeLaunchTemplateVersions(ec2),
        DescribeLaunchTemplates: describeLaunchTemplates(ec2),
        DescribeNatGateways: describeNatGateways(ec2),
        DescribeNetworkAcls: describeNetworkAcls(ec2),
        DescribeNetworkInterfaces: describeNetworkInterfaces(ec2),
        DescribeRegions: describeRegions(ec2),
        DescribeRouteTables: describeRouteTables(ec2),
        DescribeSecurityGroupRules: describeSecurityGroupRules(ec2),
        DescribeSecurityGroups: describeSecurityGroups(ec2),
        DescribeSubnets: describeSubnets(ec2),
        DescribeTags: describeTags(ec2),
        DescribeVpcAttribute: describeVpcAttribute(ec2),
        DescribeVpcEndpoints: describeVpcEndpoints(ec2),
        DescribeVpcs: describeVpcs(ec2),
        DescribeVpnGateways: describeVpnGateways(),
        DetachInternetGateway: detachInternetGateway(ec2),
        DisassociateRouteTable: disassociateRouteTable(ec2),
        ModifyInstanceAttribute: modifyInstanceAttribute(ec2),
        ModifyInstanceMetadataOptions: modifyInstanceMetadataOptions(ec2),
        ModifyLaunchTemplate: modifyLaunchTemplate(ec2),
        ModifyNetworkInterfaceAttribute: modifyNetworkInterfaceAttribute(ec2),
        ModifySubnetAttribute: modifySubnetAttribute(ec2),
        ModifyVpcAttribute: modifyVpcAttribute(ec2),
        ModifyVpcEndpoint: modifyVpcEndpoint(ec2),
        ReleaseAddress: releaseAddress(ec2),
        ReplaceRoute: replaceRoute(ec2),
        ReplaceRouteTableAssociation: replaceRouteTableAssociation(ec2),
        RevokeSecurityGroupEgress: revokeSecurityGroupEgress(ec2),
        RevokeSecurityGroupIngress: revokeSecurityGroupIngress(ec2),
        RunInstances: runInstances(ec2),
        TerminateInstances: terminateInstances(ec2),
      },
    },
  };
}
