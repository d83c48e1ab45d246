import type { ModifyVpcAttributeRequest } from '@aws-sdk/client-ec2';
import { ec2Operation, type Ec2 } from './ec2';
import { findIn } from './find';

export const modifyVpcAttribute = (ec2: Ec2) => ec2Operation<ModifyVpcAttributeRequest, object>(
  'ModifyVpcAttribute', ['VpcId', 'EnableDnsHostnames', 'EnableDnsSupport'], (input) => {
    const record = findIn(ec2.tables).vpc(input.VpcId);
    ec2.tables.vpcs.put(record.vpc.VpcId, {
      ...record,
      enableDnsHostnames: input.EnableDnsHostnames?.Value ?? record.enableDnsHostnames,
      enableDnsSupport: input.EnableDnsSupport?.Value ?? record.enableDnsSupport,
    });
    return {};
  });
