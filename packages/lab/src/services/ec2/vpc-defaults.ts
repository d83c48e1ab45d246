import type { NetworkAclEntry } from '@aws-sdk/client-ec2';
import { newId } from './ids';
import type { NetworkAclRecord, RouteTableRecord } from './model';

/** The route table that a VPC is born with. */
export function mainRouteTable(vpcId: string, cidr: string, owner: string, id = newId('rtb')): RouteTableRecord {
  return {
    ...newRouteTable(id, vpcId, cidr, owner),
    Associations: [{ Main: true, RouteTableAssociationId: newId('rtbassoc'), RouteTableId: id, AssociationState: { State: 'associated' } }],
  };
}

/** A route table with its local route. */
export function newRouteTable(id: string, vpcId: string, cidr: string, owner: string): RouteTableRecord {
  return {
    RouteTableId: id,
    VpcId: vpcId,
    OwnerId: owner,
    Associations: [],
    PropagatingVgws: [],
    Routes: [{ DestinationCidrBlock: cidr, GatewayId: 'local', Origin: 'CreateRouteTable', State: 'active' }],
    Tags: [],
  };
}

/** The network ACL that a VPC is born with: everything may pass. The lab records it and filters nothing by it. */
export function defaultNetworkAcl(vpcId: string, owner: string): NetworkAclRecord {
  const entry = (Egress: boolean, RuleNumber: number, RuleAction: 'allow' | 'deny'): NetworkAclEntry =>
    ({ CidrBlock: '0.0.0.0/0', Egress, Protocol: '-1', RuleAction, RuleNumber });
  return {
    NetworkAclId: newId('acl'),
    VpcId: vpcId,
    OwnerId: owner,
    IsDefault: true,
    Associations: [],
    Entries: [entry(true, 100, 'allow'), entry(true, 32767, 'deny'), entry(false, 100, 'allow'), entry(false, 32767, 'deny')],
    Tags: [],
  };
}
