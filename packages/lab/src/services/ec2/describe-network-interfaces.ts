import type { DescribeNetworkInterfacesRequest, DescribeNetworkInterfacesResult } from '@aws-sdk/client-ec2';
import { privateDnsName } from '../../network/addresses';
import { describe } from './describe';
import { ec2Operation, type Ec2 } from './ec2';
import { notFound } from './errors';
import { networkInterfaceView } from './network-interfaces';

export const describeNetworkInterfaces = (ec2: Ec2) => ec2Operation<DescribeNetworkInterfacesRequest, DescribeNetworkInterfacesResult>(
  'DescribeNetworkInterfaces', ['NetworkInterfaceIds', 'Filters', 'MaxResults', 'NextToken'], (input) => {
    const { items, next } = describe(input, input.NetworkInterfaceIds, {
      records: ec2.tables.networkInterfaces.list(),
      idOf: ({ id }) => id,
      tagsOf: () => [],
      notFound: notFound.networkInterface,
      fields: {
        'network-interface-id': ({ id }) => id,
        'subnet-id': ({ subnetId }) => subnetId,
        'vpc-id': ({ vpcId }) => vpcId,
        'availability-zone': ({ availabilityZone }) => availabilityZone,
        'private-ip-address': ({ privateIpAddress }) => privateIpAddress,
        'addresses.private-ip-address': ({ privateIpAddress }) => privateIpAddress,
        'private-dns-name': ({ privateIpAddress }) => privateDnsName(privateIpAddress, ec2.lab.region),
        'mac-address': ({ macAddress }) => macAddress,
        'group-id': ({ groupIds }) => groupIds,
        'description': ({ description }) => description,
        'interface-type': ({ interfaceType }) => interfaceType,
        'attachment.instance-id': ({ instanceId }) => instanceId,
        'attachment.attachment-id': ({ attachmentId }) => attachmentId,
        'status': () => 'in-use',
      },
    });
    return { NetworkInterfaces: items.map((record) => networkInterfaceView(ec2, record)), NextToken: next };
  });
