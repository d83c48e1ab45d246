import type { Subnet } from '@aws-sdk/client-ec2';
import { AwsError } from '../../gateway/aws-error';
import { allocateAddress } from '../../network/addresses';
import { parseCidr } from './cidr';
import type { Ec2 } from './ec2';
import type { SubnetRecord } from './model';

/** Five addresses of every subnet are AWS's own: network, router, DNS, reserved, broadcast. */
const RESERVED = 5;

/** A subnet with how many addresses are left in it. */
export function subnetView(ec2: Ec2, record: SubnetRecord): Subnet {
  return { ...record, AvailableIpAddressCount: parseCidr(record.CidrBlock).size - RESERVED - takenAddresses(ec2, record.SubnetId).size };
}

/** Addresses that interfaces of the subnet hold. */
export function takenAddresses(ec2: Ec2, subnetId: string): ReadonlySet<string> {
  return new Set(ec2.tables.networkInterfaces.list().filter((networkInterface) => networkInterface.subnetId === subnetId)
    .map(({ privateIpAddress }) => privateIpAddress));
}

/** A free address of the subnet, the wanted one if given. */
export function allocateIn(ec2: Ec2, subnet: SubnetRecord, wanted?: string): string {
  const taken = takenAddresses(ec2, subnet.SubnetId);
  if (wanted !== undefined) {
    const { first, size } = parseCidr(subnet.CidrBlock);
    const { first: address } = parseCidr(`${wanted}/32`, 'privateIpAddress');
    if (address < first + 4 || address > first + size - 2) {
      throw new AwsError('InvalidParameterValue', `Address ${wanted} does not fall within the subnet's address range`);
    }
    if (taken.has(wanted)) throw new AwsError('InvalidIPAddress.InUse', `Address ${wanted} is in use.`);
    return wanted;
  }
  const address = allocateAddress(subnet.CidrBlock, taken);
  if (address === undefined) {
    throw new AwsError('InsufficientFreeAddressesInSubnet',
      `There are not enough free addresses in subnet '${subnet.SubnetId}' to satisfy the requested number of instances.`);
  }
  return address;
}
