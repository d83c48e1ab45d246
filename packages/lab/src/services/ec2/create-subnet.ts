import type { CreateSubnetRequest, CreateSubnetResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../gateway/aws-error';
import { contains, isCanonical, overlaps, parseCidr } from './cidr';
import { ec2Operation, tagsFor, type Ec2 } from './ec2';
import { invalidValue, missingParameter } from './errors';
import { findIn } from './find';
import { putNewSubnet } from './new-subnet';
import { subnetView } from './subnets';
import { availabilityZones } from './zones';

export const createSubnet = (ec2: Ec2) => ec2Operation<CreateSubnetRequest, CreateSubnetResult>(
  'CreateSubnet', ['VpcId', 'CidrBlock', 'AvailabilityZone', 'AvailabilityZoneId', 'TagSpecifications'], (input) => {
    const { vpc } = findIn(ec2.tables).vpc(input.VpcId);
    const { CidrBlock: cidr } = input;
    if (!cidr) throw missingParameter('cidrBlock');
    const block = parseCidr(cidr);
    if (!isCanonical(block) || block.prefix < 16 || block.prefix > 28 || !contains(parseCidr(vpc.CidrBlock), block)) {
      throw new AwsError('InvalidSubnet.Range', `The CIDR '${cidr}' is invalid.`);
    }
    const taken = ec2.tables.subnets.list().some((subnet) => subnet.VpcId === vpc.VpcId && overlaps(parseCidr(subnet.CidrBlock), block));
    if (taken) throw new AwsError('InvalidSubnet.Conflict', `The CIDR '${cidr}' conflicts with another subnet`);
    const zone = zoneOf(ec2, input);
    const record = putNewSubnet(ec2, { vpcId: vpc.VpcId, cidr, zone, isDefault: false, tags: tagsFor(input.TagSpecifications, 'subnet') });
    return { Subnet: subnetView(ec2, record) };
  });

function zoneOf(ec2: Ec2, { AvailabilityZone: name, AvailabilityZoneId: zoneId }: CreateSubnetRequest) {
  const zones = availabilityZones(ec2.lab.region);
  const zone = zones.find(({ ZoneName, ZoneId }) => (name === undefined || ZoneName === name) && (zoneId === undefined || ZoneId === zoneId));
  if (!zone) {
    throw invalidValue(name ?? zoneId ?? '', name ? 'availabilityZone' : 'availabilityZoneId',
      `Subnets can currently only be created in the following availability zones: ${zones.map(({ ZoneName }) => ZoneName).join(', ')}.`);
  }
  return zone;
}
