import type { DescribeAddressesRequest, DescribeAddressesResult } from '@aws-sdk/client-ec2';
import { describe } from './describe';
import { ec2Operation, type Ec2 } from './ec2';
import { notFound } from './errors';

export const describeAddresses = (ec2: Ec2) => ec2Operation<DescribeAddressesRequest, DescribeAddressesResult>(
  'DescribeAddresses', ['AllocationIds', 'PublicIps', 'Filters'], (input) => {
    const publicIps = new Set(input.PublicIps ?? []);
    const records = ec2.tables.addresses.list().filter(({ PublicIp }) => publicIps.size === 0 || publicIps.has(PublicIp));
    const missing = [...publicIps].find((ip) => !records.some(({ PublicIp }) => PublicIp === ip));
    if (missing !== undefined) throw notFound.publicIp(missing);
    const { items } = describe({ Filters: input.Filters }, input.AllocationIds, {
      records,
      idOf: (address) => address.AllocationId,
      tagsOf: (address) => address.Tags,
      notFound: notFound.address,
      fields: {
        'allocation-id': (address) => address.AllocationId,
        'association-id': (address) => address.AssociationId,
        'public-ip': (address) => address.PublicIp,
        'domain': (address) => address.Domain,
        'network-interface-id': (address) => address.NetworkInterfaceId,
        'private-ip-address': (address) => address.PrivateIpAddress,
        'instance-id': (address) => address.InstanceId,
      },
    });
    return { Addresses: [...items] };
  });
