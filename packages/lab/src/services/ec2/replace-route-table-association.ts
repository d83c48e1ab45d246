import type { ReplaceRouteTableAssociationRequest, ReplaceRouteTableAssociationResult } from '@aws-sdk/client-ec2';
import { ec2Operation, type Ec2 } from './ec2';
import { findIn } from './find';
import { newId } from './ids';
import { tableOfAssociation } from './route-tables';

/** Moves an association, also the main one, to another table. */
export const replaceRouteTableAssociation = (ec2: Ec2) => ec2Operation<ReplaceRouteTableAssociationRequest, ReplaceRouteTableAssociationResult>(
  'ReplaceRouteTableAssociation', ['AssociationId', 'RouteTableId'], (input) => {
    const target = findIn(ec2.tables).routeTable(input.RouteTableId);
    const { table: source, association } = tableOfAssociation(ec2, input.AssociationId);
    ec2.tables.routeTables.put(source.RouteTableId, {
      ...source, Associations: source.Associations.filter(({ RouteTableAssociationId }) => RouteTableAssociationId !== input.AssociationId),
    });
    const NewAssociationId = newId('rtbassoc');
    const current = findIn(ec2.tables).routeTable(target.RouteTableId);
    ec2.tables.routeTables.put(target.RouteTableId, {
      ...current,
      Associations: [...current.Associations, { ...association, RouteTableAssociationId: NewAssociationId, RouteTableId: target.RouteTableId }],
    });
    return { NewAssociationId, AssociationState: { State: 'associated' } };
  });
