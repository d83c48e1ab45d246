import type {
  Address, InstanceMetadataOptionsResponse, InternetGateway, NatGateway, NetworkAcl, RequestLaunchTemplateData, RouteTable, SecurityGroup,
  SecurityGroupRule, StateReason, Subnet, Tag, Vpc,
} from '@aws-sdk/client-ec2';

// where EC2's own shape holds no date it is the record; where it does, dates are kept as epoch milliseconds

type With<T, Keys extends keyof T> = T & { readonly [Key in Keys]-?: NonNullable<T[Key]> };

export interface VpcRecord {
  readonly vpc: With<Vpc, 'VpcId' | 'CidrBlock'>;
  readonly enableDnsSupport: boolean;
  readonly enableDnsHostnames: boolean;
}

export type SubnetRecord = With<Subnet, 'SubnetId' | 'VpcId' | 'CidrBlock' | 'AvailabilityZone'>;
export type InternetGatewayRecord = With<InternetGateway, 'InternetGatewayId'>;
export type RouteTableRecord = With<RouteTable, 'RouteTableId' | 'VpcId' | 'Routes' | 'Associations'>;
export type NetworkAclRecord = With<NetworkAcl, 'NetworkAclId' | 'VpcId'>;
export type AddressRecord = With<Address, 'AllocationId' | 'PublicIp'>;

export interface SecurityGroupRecord {
  /** Without its permissions: those are made from the rules. */
  readonly group: With<SecurityGroup, 'GroupId' | 'GroupName' | 'VpcId'>;
  readonly rules: readonly RuleRecord[];
}
export type RuleRecord = With<SecurityGroupRule, 'SecurityGroupRuleId' | 'IsEgress' | 'IpProtocol'>;

export interface NatGatewayRecord {
  readonly gateway: Omit<With<NatGateway, 'NatGatewayId' | 'SubnetId' | 'VpcId' | 'State'>, 'CreateTime' | 'DeleteTime'>;
  readonly createdAt: number;
  readonly deletedAt?: number;
}

export interface VpcEndpointRecord {
  readonly id: string;
  readonly type: 'Interface' | 'Gateway';
  readonly vpcId: string;
  readonly serviceName: string;
  /** JSON text. */
  readonly policyDocument: string;
  readonly privateDnsEnabled: boolean;
  /** Of its interfaces; a gateway endpoint has none. */
  readonly groupIds: readonly string[];
  readonly tags: readonly Tag[];
  readonly clientToken?: string;
  readonly createdAt: number;
}

/** An interface of an instance, a NAT gateway or a VPC endpoint: it holds its address as long as the record is there. */
export interface NetworkInterfaceRecord {
  readonly id: string;
  readonly subnetId: string;
  readonly vpcId: string;
  readonly availabilityZone: string;
  readonly privateIpAddress: string;
  readonly macAddress: string;
  readonly groupIds: readonly string[];
  readonly description: string;
  readonly interfaceType: 'interface' | 'nat_gateway' | 'vpc_endpoint';
  readonly attachmentId: string;
  readonly attachedAt: number;
  readonly instanceId?: string;
  readonly natGatewayId?: string;
  readonly vpcEndpointId?: string;
}

export interface LaunchTemplateRecord {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  readonly createdBy: string;
  readonly defaultVersion: number;
  readonly latestVersion: number;
  readonly tags: readonly Tag[];
}

export interface LaunchTemplateVersionRecord {
  readonly templateId: string;
  readonly version: number;
  readonly description?: string;
  readonly createdAt: number;
  readonly createdBy: string;
  readonly data: RequestLaunchTemplateData;
}

export type InstanceStateName = 'pending' | 'running' | 'shutting-down' | 'terminated';

export interface InstanceRecord {
  readonly instanceId: string;
  readonly reservationId: string;
  readonly state: InstanceStateName;
  readonly stateReason?: StateReason;
  readonly stateTransitionReason?: string;
  readonly imageId: string;
  readonly instanceType: string;
  readonly launchedAt: number;
  readonly terminatedAt?: number;
  readonly launchIndex: number;
  readonly clientToken?: string;
  readonly vpcId: string;
  readonly subnetId: string;
  readonly availabilityZone: string;
  readonly privateIpAddress: string;
  readonly networkInterfaceId?: string;
  readonly groupIds: readonly string[];
  readonly profile?: { readonly arn: string; readonly id: string; readonly roleArn?: string };
  /** Base64, as given. */
  readonly userData?: string;
  readonly metadataOptions: InstanceMetadataOptionsResponse;
  readonly monitoring: boolean;
  readonly disableApiTermination: boolean;
  readonly tags: readonly Tag[];
}
