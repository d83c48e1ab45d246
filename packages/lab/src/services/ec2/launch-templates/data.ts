import type { RequestLaunchTemplateData } from '@aws-sdk/client-ec2';
import { refuseOthers } from '../../support/accepting';
import { unsupported } from '../errors';

const MEMBERS: readonly (keyof RequestLaunchTemplateData)[] = [
  'ImageId', 'InstanceType', 'UserData', 'IamInstanceProfile', 'SecurityGroupIds', 'NetworkInterfaces', 'MetadataOptions', 'Monitoring',
  'TagSpecifications', 'DisableApiTermination',
  // recorded: an instance of the lab has the disk of its machine
  'BlockDeviceMappings', 'EbsOptimized', 'CreditSpecification',
];

const INTERFACE_MEMBERS = ['DeviceIndex', 'SubnetId', 'Groups', 'PrivateIpAddress', 'AssociatePublicIpAddress', 'DeleteOnTermination', 'Description'];

/** Refuses launch template data that the lab would not honour. */
export function checkLaunchTemplateData(data: RequestLaunchTemplateData): RequestLaunchTemplateData {
  refuseOthers('LaunchTemplateData', data, MEMBERS, unsupported);
  for (const networkInterface of data.NetworkInterfaces ?? []) {
    refuseOthers('NetworkInterfaces', networkInterface, INTERFACE_MEMBERS, unsupported);
    if ((networkInterface.DeviceIndex ?? 0) !== 0) throw unsupported('NetworkInterfaces', `DeviceIndex ${networkInterface.DeviceIndex}`, ['DeviceIndex 0']);
  }
  return data;
}
