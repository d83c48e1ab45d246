import { createHash } from 'node:crypto';
import { AwsError } from '../../gateway/aws-error';
import type { Ec2 } from './ec2';
import { newId } from './ids';
import type { SubnetRecord, VpcRecord } from './model';
import { putNewSubnet } from './new-subnet';
import { putNewVpc } from './new-vpc';
import type { Ec2Tables } from './tables';
import { availabilityZones } from './zones';

/** The default VPC, while there is one: an account is born with it, and may delete it. */
export const defaultVpc = (tables: Ec2Tables): VpcRecord | undefined => tables.vpcs.list().find(({ vpc }) => vpc.IsDefault);

/** The default VPC where a request names none. */
export function vpcOrDefault(tables: Ec2Tables): VpcRecord {
  const found = defaultVpc(tables);
  if (!found) throw new AwsError('VPCIdNotSpecified', 'No default VPC for this user. GroupName is only supported for EC2-Classic and default VPC.');
  return found;
}

/** The subnet of an instance that names none: the default one of the zone, of any zone where none is named. */
export function defaultSubnet(tables: Ec2Tables, zone?: string): SubnetRecord {
  const { vpc: { VpcId: vpcId } } = vpcOrDefault(tables);
  const found = tables.subnets.list().filter(({ VpcId, DefaultForAz }) => VpcId === vpcId && DefaultForAz)
    .sort((one, other) => one.AvailabilityZone.localeCompare(other.AvailabilityZone))
    .find(({ AvailabilityZone }) => zone === undefined || zone === AvailabilityZone);
  if (!found) throw new AwsError('MissingInput', `No subnets found for the default VPC '${vpcId}'. Please specify a subnet.`);
  return found;
}

/** Ids of the default VPC that every lab is born with: the same ones, so that what `cdk` remembers of it in `cdk.context.json` stays true. */
const bornId = (kind: string, name: string): string => `${kind}-${createHash('sha256').update(`default ${kind} ${name}`).digest('hex').slice(0, 17)}`;

/** Makes the default VPC as AWS does: 172.31.0.0/16, an internet gateway, and a public /20 in every zone. Its ids: the ones of birth, or new ones. */
export function putDefaultVpc(ec2: Ec2, atBirth: boolean): VpcRecord {
  const { region } = ec2.lab;
  const ids = atBirth ? { vpc: bornId('vpc', region), routeTable: bornId('rtb', region) } : undefined;
  const { record, routeTable } = putNewVpc(ec2, { cidr: '172.31.0.0/16', isDefault: true, tags: [], ids });
  const { VpcId } = record.vpc;
  const InternetGatewayId = newId('igw');
  ec2.tables.internetGateways.put(InternetGatewayId, {
    InternetGatewayId, OwnerId: ec2.lab.accountId, Attachments: [{ State: 'available' as 'attached', VpcId }], Tags: [],
  });
  ec2.tables.routeTables.put(routeTable.RouteTableId, {
    ...routeTable,
    Routes: [...routeTable.Routes, { DestinationCidrBlock: '0.0.0.0/0', GatewayId: InternetGatewayId, Origin: 'CreateRoute', State: 'active' }],
  });
  availabilityZones(region).forEach((zone, index) => putNewSubnet(ec2, {
    vpcId: VpcId, cidr: `172.31.${index * 16}.0/20`, zone, isDefault: true, tags: [], id: atBirth ? bornId('subnet', zone.ZoneName) : undefined,
  }));
  return record;
}

/** Once in the life of a lab, as once in the life of an account: a default VPC that was deleted stays so. */
export function bornWithDefaultVpc(ec2: Ec2): void {
  const born = ec2.lab.store.table<true>('ec2.born');
  if (born.get('default-vpc')) return;
  putDefaultVpc(ec2, true);
  born.put('default-vpc', true);
}
