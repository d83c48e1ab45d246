import type { Instance, InstanceNetworkInterface, InstanceState, Reservation } from '@aws-sdk/client-ec2';
import { privateDnsName } from '../../../network/addresses';
import type { Ec2 } from '../ec2';
import { MACHINE_ARCHITECTURE } from '../../../lab-image';
import type { InstanceRecord, InstanceStateName, NetworkInterfaceRecord } from '../model';
import { groupIdentifiers, networkInterfaceView } from '../network-interfaces';

const CODES: Readonly<Record<InstanceStateName, number>> = { 'pending': 0, 'running': 16, 'shutting-down': 32, 'terminated': 48 };

export const stateView = (name: InstanceStateName): InstanceState => ({ Code: CODES[name], Name: name });

/** An instance as DescribeInstances shows it; a terminated one has lost its place in the network. */
export function instanceView(ec2: Ec2, record: InstanceRecord): Instance {
  const held = record.networkInterfaceId === undefined ? undefined : ec2.tables.networkInterfaces.get(record.networkInterfaceId);
  const groups = groupIdentifiers(ec2, record.groupIds);
  return {
    InstanceId: record.instanceId, ImageId: record.imageId, InstanceType: record.instanceType as Instance['InstanceType'],
    State: stateView(record.state), StateReason: record.stateReason, StateTransitionReason: record.stateTransitionReason ?? '',
    LaunchTime: new Date(record.launchedAt), AmiLaunchIndex: record.launchIndex, ClientToken: record.clientToken,
    Placement: { AvailabilityZone: record.availabilityZone, GroupName: '', Tenancy: 'default' },
    Architecture: MACHINE_ARCHITECTURE, Hypervisor: 'xen', VirtualizationType: 'hvm', EnaSupport: true, EbsOptimized: false,
    PlatformDetails: 'Linux/UNIX', RootDeviceName: '/dev/xvda', RootDeviceType: 'ebs', BlockDeviceMappings: [], ProductCodes: [],
    Monitoring: { State: record.monitoring ? 'enabled' : 'disabled' }, MetadataOptions: record.metadataOptions, SourceDestCheck: true,
    IamInstanceProfile: record.profile && { Arn: record.profile.arn, Id: record.profile.id },
    Tags: [...record.tags],
    PublicDnsName: '',
    ...(held && {
      VpcId: record.vpcId, SubnetId: record.subnetId, PrivateIpAddress: record.privateIpAddress,
      PrivateDnsName: privateDnsName(record.privateIpAddress, ec2.lab.region), SecurityGroups: groups,
      NetworkInterfaces: ec2.tables.networkInterfaces.list().filter(({ instanceId }) => instanceId === record.instanceId)
        .map((one) => interfaceOf(ec2, one)),
    }),
  };
}

/** An instance shows its interface without zone, tags and manager. */
function interfaceOf(ec2: Ec2, record: NetworkInterfaceRecord): InstanceNetworkInterface {
  const shown = networkInterfaceView(ec2, record);
  delete shown.AvailabilityZone;
  delete shown.TagSet;
  delete shown.RequesterManaged;
  return shown;
}

/** Instances gathered into the reservations that they were launched in. */
export function reservationViews(ec2: Ec2, records: readonly InstanceRecord[]): Reservation[] {
  const byReservation = new Map<string, InstanceRecord[]>();
  for (const record of records) byReservation.set(record.reservationId, [...byReservation.get(record.reservationId) ?? [], record]);
  return [...byReservation].map(([ReservationId, instances]) => ({
    ReservationId, OwnerId: ec2.lab.accountId, Groups: [], Instances: instances.map((record) => instanceView(ec2, record)),
  }));
}
