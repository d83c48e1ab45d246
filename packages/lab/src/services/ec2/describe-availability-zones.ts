import type { DescribeAvailabilityZonesRequest, DescribeAvailabilityZonesResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../gateway/aws-error';
import { describe } from './describe';
import { ec2Operation, type Ec2 } from './ec2';
import { availabilityZones } from './zones';

export const describeAvailabilityZones = (ec2: Ec2) => ec2Operation<DescribeAvailabilityZonesRequest, DescribeAvailabilityZonesResult>(
  'DescribeAvailabilityZones', ['ZoneNames', 'ZoneIds', 'AllAvailabilityZones', 'Filters'], (input) => {
    const ids = input.ZoneIds ?? [];
    const { items } = describe({ Filters: input.Filters }, input.ZoneNames, {
      records: availabilityZones(ec2.lab.region).filter(({ ZoneId }) => ids.length === 0 || ids.includes(ZoneId)),
      idOf: ({ ZoneName }) => ZoneName,
      tagsOf: () => [],
      notFound: (name) => new AwsError('InvalidParameterValue', `Invalid availability zone: [${name}]`),
      fields: {
        'zone-name': ({ ZoneName }) => ZoneName,
        'zone-id': ({ ZoneId }) => ZoneId,
        'zone-type': ({ ZoneType }) => ZoneType,
        'region-name': ({ RegionName }) => RegionName,
        'group-name': ({ GroupName }) => GroupName,
        'state': ({ State }) => State,
        'opt-in-status': ({ OptInStatus }) => OptInStatus,
      },
    });
    return { AvailabilityZones: [...items] };
  });
