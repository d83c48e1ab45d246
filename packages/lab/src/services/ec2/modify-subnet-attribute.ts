import type { ModifySubnetAttributeRequest } from '@aws-sdk/client-ec2';
import { ec2Operation, type Ec2 } from './ec2';
import { findIn } from './find';

/** `MapPublicIpOnLaunch` is recorded: instances of the lab have no public address. */
export const modifySubnetAttribute = (ec2: Ec2) => ec2Operation<ModifySubnetAttributeRequest, object>(
  'ModifySubnetAttribute', ['SubnetId', 'MapPublicIpOnLaunch'], (input) => {
    const subnet = findIn(ec2.tables).subnet(input.SubnetId);
    ec2.tables.subnets.put(subnet.SubnetId, { ...subnet, MapPublicIpOnLaunch: input.MapPublicIpOnLaunch?.Value ?? subnet.MapPublicIpOnLaunch });
    return {};
  });
