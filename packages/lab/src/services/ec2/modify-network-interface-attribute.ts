import type { ModifyNetworkInterfaceAttributeRequest } from '@aws-sdk/client-ec2';
import { ec2Operation, type Ec2 } from './ec2';
import { missingParameter } from './errors';
import { changeGroups } from './security-groups/change-groups';

/** Only the security groups can be changed. */
export const modifyNetworkInterfaceAttribute = (ec2: Ec2) => ec2Operation<ModifyNetworkInterfaceAttributeRequest, object>(
  'ModifyNetworkInterfaceAttribute', ['NetworkInterfaceId', 'Groups'], ({ NetworkInterfaceId, Groups }) => {
    if (Groups === undefined) throw missingParameter('groupSet');
    changeGroups(ec2, NetworkInterfaceId, Groups);
    return {};
  });
