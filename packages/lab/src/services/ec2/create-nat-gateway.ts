import type { CreateNatGatewayRequest, CreateNatGatewayResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../gateway/aws-error';
import { ec2Operation, tagsFor, type Ec2 } from './ec2';
import { missingParameter } from './errors';
import { findIn } from './find';
import { newId } from './ids';
import { newNetworkInterface } from './network-interfaces';
import type { NatGatewayRecord } from './model';
import { natGatewayView } from './nat-gateways';
import { allocateIn } from './subnets';

/** Records a NAT gateway with its interface and address. The way out of a VPC is the lab's router, whatever the route tables say. */
export const createNatGateway = (ec2: Ec2) => ec2Operation<CreateNatGatewayRequest, CreateNatGatewayResult>(
  'CreateNatGateway', ['AllocationId', 'SubnetId', 'ClientToken', 'TagSpecifications', 'ConnectivityType', 'PrivateIpAddress'], (input) => {
    const subnet = findIn(ec2.tables).subnet(input.SubnetId);
    const connectivity = input.ConnectivityType ?? 'public';
    if (connectivity === 'public' && !input.AllocationId) throw missingParameter('allocationId');
    const elastic = connectivity === 'public' ? findIn(ec2.tables).address(input.AllocationId) : undefined;
    if (elastic?.AssociationId) {
      throw new AwsError('Resource.AlreadyAssociated', `Elastic IP address [${elastic.AllocationId}] is already associated`);
    }
    const id = newId('nat');
    const networkInterface = newNetworkInterface(ec2, subnet, {
      privateIpAddress: allocateIn(ec2, subnet, input.PrivateIpAddress), groupIds: [],
      description: `Interface for NAT Gateway ${id}`, interfaceType: 'nat_gateway', natGatewayId: id,
    });
    ec2.tables.networkInterfaces.put(networkInterface.id, networkInterface);
    const associationId = elastic ? newId('eipassoc') : undefined;
    if (elastic) {
      ec2.tables.addresses.put(elastic.AllocationId, {
        ...elastic, AssociationId: associationId, NetworkInterfaceId: networkInterface.id, NetworkInterfaceOwnerId: ec2.lab.accountId,
        PrivateIpAddress: networkInterface.privateIpAddress,
      });
    }
    const record: NatGatewayRecord = {
      createdAt: ec2.lab.clock.now().getTime(),
      gateway: {
        NatGatewayId: id, SubnetId: subnet.SubnetId, VpcId: subnet.VpcId, State: 'available', ConnectivityType: connectivity,
        NatGatewayAddresses: [{
          AllocationId: elastic?.AllocationId, PublicIp: elastic?.PublicIp, AssociationId: associationId,
          PrivateIp: networkInterface.privateIpAddress,
          NetworkInterfaceId: networkInterface.id, IsPrimary: true, Status: 'succeeded',
        }],
        Tags: tagsFor(input.TagSpecifications, 'natgateway'),
      },
    };
    ec2.tables.natGateways.put(id, record);
    return { NatGateway: { ...natGatewayView(record), State: 'pending' }, ClientToken: input.ClientToken };
  });
