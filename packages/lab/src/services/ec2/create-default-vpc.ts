import type { CreateDefaultVpcRequest, CreateDefaultVpcResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../gateway/aws-error';
import { defaultVpc, putDefaultVpc } from './default-vpc';
import { ec2Operation, type Ec2 } from './ec2';

/** Makes the default VPC again, after it was deleted. */
export const createDefaultVpc = (ec2: Ec2) => ec2Operation<CreateDefaultVpcRequest, CreateDefaultVpcResult>('CreateDefaultVpc', [], () => {
  if (defaultVpc(ec2.tables)) throw new AwsError('DefaultVpcAlreadyExists', 'A Default VPC already exists for this account in this region.');
  return { Vpc: { ...putDefaultVpc(ec2, false).vpc, State: 'pending' } };
});
