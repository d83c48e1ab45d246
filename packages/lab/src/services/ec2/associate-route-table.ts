import type { AssociateRouteTableRequest, AssociateRouteTableResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../gateway/aws-error';
import { ec2Operation, type Ec2 } from './ec2';
import { findIn } from './find';
import { newId } from './ids';

export const associateRouteTable = (ec2: Ec2) => ec2Operation<AssociateRouteTableRequest, AssociateRouteTableResult>(
  'AssociateRouteTable', ['RouteTableId', 'SubnetId'], (input) => {
    const table = findIn(ec2.tables).routeTable(input.RouteTableId);
    const subnet = findIn(ec2.tables).subnet(input.SubnetId);
    if (subnet.VpcId !== table.VpcId) {
      throw new AwsError('InvalidParameterValue', `Route table ${table.RouteTableId} and subnet ${subnet.SubnetId} belong to different networks`);
    }
    const existing = ec2.tables.routeTables.list().flatMap(({ Associations }) => Associations).find(({ SubnetId }) => SubnetId === subnet.SubnetId);
    if (existing?.RouteTableId === table.RouteTableId) return { AssociationId: existing.RouteTableAssociationId, AssociationState: { State: 'associated' } };
    if (existing) {
      throw new AwsError('Resource.AlreadyAssociated', 'the specified association for route table '
        + `${table.RouteTableId} conflicts with an existing association`);
    }
    const AssociationId = newId('rtbassoc');
    ec2.tables.routeTables.put(table.RouteTableId, {
      ...table,
      Associations: [...table.Associations, {
        Main: false, RouteTableAssociationId: AssociationId, RouteTableId: table.RouteTableId, SubnetId: subnet.SubnetId,
        AssociationState: { State: 'associated' },
      }],
    });
    return { AssociationId, AssociationState: { State: 'associated' } };
  });
