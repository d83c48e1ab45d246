import { privateDnsName } from '../../../network/addresses';
import type { Ec2 } from '../ec2';
import type { FilterFields } from '../filters';
import type { InstanceRecord } from '../model';
import { stillShown } from '../nat-gateways';
import { stateView } from './view';

/** Instances that are not long gone. */
export const shownInstances = (ec2: Ec2): readonly InstanceRecord[] =>
  ec2.tables.instances.list().filter(({ terminatedAt }) => stillShown(ec2, terminatedAt));

/** What instances are filtered by. */
export const instanceFields = (ec2: Ec2): FilterFields<InstanceRecord> => ({
  'instance-id': ({ instanceId }) => instanceId,
  'instance-state-name': ({ state }) => state,
  'instance-state-code': ({ state }) => stateView(state).Code,
  'instance-type': ({ instanceType }) => instanceType,
  'image-id': ({ imageId }) => imageId,
  'vpc-id': ({ vpcId }) => vpcId,
  'subnet-id': ({ subnetId }) => subnetId,
  'network-interface.subnet-id': ({ subnetId }) => subnetId,
  'availability-zone': ({ availabilityZone }) => availabilityZone,
  'private-ip-address': ({ privateIpAddress }) => privateIpAddress,
  'private-dns-name': ({ privateIpAddress }) => privateDnsName(privateIpAddress, ec2.lab.region),
  'iam-instance-profile.arn': ({ profile }) => profile?.arn,
  'instance.group-id': ({ groupIds }) => groupIds,
  'reservation-id': ({ reservationId }) => reservationId,
  'client-token': ({ clientToken }) => clientToken,
});
