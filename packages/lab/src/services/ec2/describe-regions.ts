import type { DescribeRegionsRequest, DescribeRegionsResult } from '@aws-sdk/client-ec2';
import { ec2Operation, type Ec2 } from './ec2';

/** The lab's one region. */
export const describeRegions = (ec2: Ec2) => ec2Operation<DescribeRegionsRequest, DescribeRegionsResult>(
  'DescribeRegions', ['RegionNames', 'AllRegions'], ({ RegionNames: names = [] }) => {
    const region = { RegionName: ec2.lab.region, Endpoint: `ec2.${ec2.lab.region}.amazonaws.com`, OptInStatus: 'opt-in-not-required' };
    return { Regions: names.length === 0 || names.includes(ec2.lab.region) ? [region] : [] };
  });
