import { AwsError } from '../../gateway/aws-error';
import type { Ec2 } from './ec2';
import type { RouteTableRecord } from './model';

export const isMain = ({ Associations }: RouteTableRecord): boolean => Associations.some(({ Main }) => Main);

export const withoutSubnet = (table: RouteTableRecord, subnetId: string): RouteTableRecord =>
  ({ ...table, Associations: table.Associations.filter(({ SubnetId }) => SubnetId !== subnetId) });

/** The table that holds an association, with it. */
export function tableOfAssociation(ec2: Ec2, associationId: string | undefined) {
  for (const table of ec2.tables.routeTables.list()) {
    const association = table.Associations.find(({ RouteTableAssociationId }) => RouteTableAssociationId === associationId);
    if (association) return { table, association };
  }
  throw new AwsError('InvalidAssociationID.NotFound', `The association ID '${associationId ?? ''}' does not exist`);
}
