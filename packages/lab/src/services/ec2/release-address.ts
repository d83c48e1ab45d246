import type { ReleaseAddressRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../../gateway/aws-error';
import { ec2Operation, type Ec2 } from './ec2';
import { notFound } from './errors';
import { findIn } from './find';

export const releaseAddress = (ec2: Ec2) => ec2Operation<ReleaseAddressRequest, object>(
  'ReleaseAddress', ['AllocationId', 'PublicIp', 'NetworkBorderGroup'], (input) => {
    const { addresses } = ec2.tables;
    const byIp = input.AllocationId === undefined && input.PublicIp !== undefined
      ? addresses.list().find(({ PublicIp }) => PublicIp === input.PublicIp) : undefined;
    if (input.AllocationId === undefined && input.PublicIp !== undefined && !byIp) throw notFound.publicIp(input.PublicIp);
    const record = byIp ?? findIn(ec2.tables).address(input.AllocationId);
    if (record.AssociationId !== undefined) throw new AwsError('InvalidIPAddress.InUse', `Address ${record.PublicIp} is in use.`);
    addresses.delete(record.AllocationId);
    return {};
  });
