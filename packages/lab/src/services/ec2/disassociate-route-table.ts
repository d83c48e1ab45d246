import type { DisassociateRouteTableRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../../gateway/aws-error';
import { ec2Operation, type Ec2 } from './ec2';
import { tableOfAssociation } from './route-tables';

export const disassociateRouteTable = (ec2: Ec2) => ec2Operation<DisassociateRouteTableRequest, object>(
  'DisassociateRouteTable', ['AssociationId'], ({ AssociationId: id }) => {
    const { table, association } = tableOfAssociation(ec2, id);
    if (association.Main) throw new AwsError('InvalidParameterValue', 'cannot disassociate the main route table association ' + id);
    ec2.tables.routeTables.put(table.RouteTableId, {
      ...table, Associations: table.Associations.filter(({ RouteTableAssociationId }) => RouteTableAssociationId !== id),
    });
    return {};
  });
