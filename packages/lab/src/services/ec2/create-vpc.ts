import type { CreateVpcRequest, CreateVpcResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../gateway/aws-error';
import { isCanonical, parseCidr } from './cidr';
import { ec2Operation, tagsFor, type Ec2 } from './ec2';
import { missingParameter } from './errors';
import { putNewVpc } from './new-vpc';

/** Makes a VPC with its main route table, default network ACL and default security group. */
export const createVpc = (ec2: Ec2) => ec2Operation<CreateVpcRequest, CreateVpcResult>(
  'CreateVpc', ['CidrBlock', 'InstanceTenancy', 'TagSpecifications'], (input) => {
    const { CidrBlock: cidr } = input;
    if (!cidr) throw missingParameter('cidrBlock');
    const block = parseCidr(cidr);
    if (!isCanonical(block) || block.prefix < 16 || block.prefix > 28) {
      throw new AwsError('InvalidVpc.Range', `The CIDR '${cidr}' is invalid.`);
    }
    const tenancy = input.InstanceTenancy ?? 'default';
    if (tenancy !== 'default') {
      throw new AwsError('UnsupportedOperation', `instance tenancy ${tenancy} is not supported by this lab: leave it out or use default`);
    }
    const { record } = putNewVpc(ec2, { cidr, isDefault: false, tags: tagsFor(input.TagSpecifications, 'vpc') });
    return { Vpc: { ...record.vpc, State: 'pending' } };
  });
