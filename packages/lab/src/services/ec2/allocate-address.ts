import type { AllocateAddressRequest, AllocateAddressResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../gateway/aws-error';
import { ec2Operation, tagsFor, type Ec2 } from './ec2';
import { unsupported } from './errors';
import { newId } from './ids';
import type { AddressRecord } from './model';

/** First of 198.51.100.0/24 and 203.0.113.0/24, the documentation networks: nobody on the internet has such an address. */
const NETWORKS = ['198.51.100', '203.0.113'] as const;

/** Gives a public address. It is a record: nothing outside the lab reaches it. */
export const allocateAddress = (ec2: Ec2) => ec2Operation<AllocateAddressRequest, AllocateAddressResult>(
  'AllocateAddress', ['Domain', 'TagSpecifications', 'NetworkBorderGroup'], (input) => {
    if (input.Domain === 'standard') throw unsupported('AllocateAddress', 'Domain standard', ['Domain vpc']);
    const taken = new Set(ec2.tables.addresses.list().map(({ PublicIp }) => PublicIp));
    const address = NETWORKS.flatMap((network) => Array.from({ length: 254 }, (_, index) => `${network}.${index + 1}`))
      .find((candidate) => !taken.has(candidate));
    if (address === undefined) throw new AwsError('AddressLimitExceeded', 'The maximum number of addresses has been reached.');
    const record: AddressRecord = {
      AllocationId: newId('eipalloc'), PublicIp: address, Domain: 'vpc', PublicIpv4Pool: 'amazon', NetworkBorderGroup: ec2.lab.region,
      Tags: tagsFor(input.TagSpecifications, 'elastic-ip'),
    };
    ec2.tables.addresses.put(record.AllocationId, record);
    const { AllocationId, PublicIp, Domain, PublicIpv4Pool, NetworkBorderGroup } = record;
    return { AllocationId, PublicIp, Domain, PublicIpv4Pool, NetworkBorderGroup };
  });
