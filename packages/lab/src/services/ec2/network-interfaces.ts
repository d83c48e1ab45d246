import type { GroupIdentifier, NetworkInterface } from '@aws-sdk/client-ec2';
import { hardwareAddressOf, privateDnsName } from '../../network/addresses';
import type { Ec2 } from './ec2';
import { newId } from './ids';
import type { NetworkInterfaceRecord, SubnetRecord } from './model';

type Given = Pick<NetworkInterfaceRecord,
  'privateIpAddress' | 'groupIds' | 'description' | 'interfaceType' | 'instanceId' | 'natGatewayId' | 'vpcEndpointId'>;

/** An interface that holds `privateIpAddress` in the subnet. */
export function newNetworkInterface(ec2: Ec2, subnet: SubnetRecord, given: Given): NetworkInterfaceRecord {
  return {
    ...given, id: newId('eni'), subnetId: subnet.SubnetId, vpcId: subnet.VpcId, availabilityZone: subnet.AvailabilityZone,
    macAddress: hardwareAddressOf(given.privateIpAddress), attachmentId: newId('eni-attach'), attachedAt: ec2.lab.clock.now().getTime(),
  };
}

export const groupIdentifiers = (ec2: Ec2, ids: readonly string[]): GroupIdentifier[] =>
  ids.map((GroupId) => ({ GroupId, GroupName: ec2.tables.securityGroups.get(GroupId)?.group.GroupName }));

/** An instance's own interface is the first, those of its tasks follow. */
const deviceIndex = (ec2: Ec2, { id, instanceId }: NetworkInterfaceRecord): number => instanceId === undefined ? 0
  : ec2.tables.networkInterfaces.list().filter((other) => other.instanceId === instanceId).findIndex((other) => other.id === id);

export function networkInterfaceView(ec2: Ec2, record: NetworkInterfaceRecord): NetworkInterface {
  const name = privateDnsName(record.privateIpAddress, ec2.lab.region);
  const elastic = ec2.tables.addresses.list().find(({ NetworkInterfaceId }) => NetworkInterfaceId === record.id);
  const association = elastic && {
    AllocationId: elastic.AllocationId, AssociationId: elastic.AssociationId, PublicIp: elastic.PublicIp, IpOwnerId: ec2.lab.accountId,
  };
  return {
    NetworkInterfaceId: record.id, SubnetId: record.subnetId, VpcId: record.vpcId, AvailabilityZone: record.availabilityZone,
    Description: record.description, OwnerId: ec2.lab.accountId, RequesterManaged: record.interfaceType !== 'interface',
    Status: 'in-use', MacAddress: record.macAddress, PrivateIpAddress: record.privateIpAddress, PrivateDnsName: name,
    SourceDestCheck: record.interfaceType !== 'nat_gateway', InterfaceType: record.interfaceType as NetworkInterface['InterfaceType'],
    Groups: groupIdentifiers(ec2, record.groupIds),
    Ipv6Addresses: [], TagSet: [], Association: association,
    PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: record.privateIpAddress, PrivateDnsName: name, Association: association }],
    Attachment: {
      AttachmentId: record.attachmentId, AttachTime: new Date(record.attachedAt), DeleteOnTermination: true,
      DeviceIndex: deviceIndex(ec2, record), NetworkCardIndex: 0,
      InstanceId: record.instanceId, InstanceOwnerId: record.instanceId ? ec2.lab.accountId : 'amazon-aws', Status: 'attached',
    },
  };
}
