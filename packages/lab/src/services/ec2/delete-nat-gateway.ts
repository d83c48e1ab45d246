import type { DeleteNatGatewayRequest, DeleteNatGatewayResult } from '@aws-sdk/client-ec2';
import { ec2Operation, type Ec2 } from './ec2';
import { findIn } from './find';

/** Frees the gateway's interface and public address. */
export const deleteNatGateway = (ec2: Ec2) => ec2Operation<DeleteNatGatewayRequest, DeleteNatGatewayResult>(
  'DeleteNatGateway', ['NatGatewayId'], (input) => {
    const record = findIn(ec2.tables).natGateway(input.NatGatewayId);
    const { gateway } = record;
    if (gateway.State === 'deleted') return { NatGatewayId: gateway.NatGatewayId };
    const held = ec2.tables.networkInterfaces.list().filter(({ natGatewayId }) => natGatewayId === gateway.NatGatewayId);
    for (const { id } of held) {
      for (const address of ec2.tables.addresses.list().filter(({ NetworkInterfaceId }) => NetworkInterfaceId === id)) {
        const { AllocationId, PublicIp, Domain, PublicIpv4Pool, NetworkBorderGroup, Tags } = address;
        ec2.tables.addresses.put(AllocationId, { AllocationId, PublicIp, Domain, PublicIpv4Pool, NetworkBorderGroup, Tags });
      }
      ec2.tables.networkInterfaces.delete(id);
    }
    ec2.tables.natGateways.put(gateway.NatGatewayId, {
      ...record, gateway: { ...gateway, State: 'deleted' }, deletedAt: ec2.lab.clock.now().getTime(),
    });
    return { NatGatewayId: gateway.NatGatewayId };
  });
