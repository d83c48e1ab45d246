import {
  AssociateRouteTableCommand, AttachInternetGatewayCommand, AuthorizeSecurityGroupIngressCommand, CreateInternetGatewayCommand, CreateRouteCommand,
  CreateRouteTableCommand, CreateSecurityGroupCommand, CreateSubnetCommand, CreateVpcCommand, type EC2Client, ModifySubnetAttributeCommand,
} from '@aws-sdk/client-ec2';

export interface Network {
  readonly vpcId: string;
  /** One public subnet in each of two availability zones. */
  readonly subnetIds: readonly [string, string];
  readonly securityGroupId: string;
}

/** A VPC with two public subnets whose hosts may talk to each other. */
export async function makeNetwork(ec2: EC2Client, region: string): Promise<Network> {
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.4.0.0/16' }));
  const vpcId = Vpc!.VpcId!;
  const { InternetGateway } = await ec2.send(new CreateInternetGatewayCommand({}));
  await ec2.send(new AttachInternetGatewayCommand({ VpcId: vpcId, InternetGatewayId: InternetGateway!.InternetGatewayId! }));
  const { RouteTable } = await ec2.send(new CreateRouteTableCommand({ VpcId: vpcId }));
  const routeTableId = RouteTable!.RouteTableId!;
  await ec2.send(new CreateRouteCommand({
    RouteTableId: routeTableId, DestinationCidrBlock: '0.0.0.0/0', GatewayId: InternetGateway!.InternetGatewayId!,
  }));
  const subnet = async (zone: string, block: string) => {
    const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId: vpcId, AvailabilityZone: `${region}${zone}`, CidrBlock: block }));
    await ec2.send(new AssociateRouteTableCommand({ RouteTableId: routeTableId, SubnetId: Subnet!.SubnetId! }));
    await ec2.send(new ModifySubnetAttributeCommand({ SubnetId: Subnet!.SubnetId!, MapPublicIpOnLaunch: { Value: true } }));
    return Subnet!.SubnetId!;
  };
  const subnetIds = [await subnet('a', '10.4.0.0/24'), await subnet('b', '10.4.1.0/24')] as const;
  const { GroupId } = await ec2.send(new CreateSecurityGroupCommand({ VpcId: vpcId, GroupName: 'conformance', Description: 'conformance list' }));
  await ec2.send(new AuthorizeSecurityGroupIngressCommand({
    GroupId, IpPermissions: [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId }] }],
  }));
  return { vpcId, subnetIds, securityGroupId: GroupId! };
}
