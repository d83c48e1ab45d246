import type { Ec2 } from '../ec2';
import { invalidParameter } from '../errors';
import { findIn } from '../find';
import type { VpcEndpointRecord } from '../model';
import { endpointService } from './service-name';

/** Refuses a private name where the VPC does not answer names, or answers this one already. */
export function checkPrivateDns({ tables, lab }: Ec2, { vpcId, serviceName }: Pick<VpcEndpointRecord, 'vpcId' | 'serviceName'>): void {
  const { enableDnsSupport, enableDnsHostnames } = findIn(tables).vpc(vpcId);
  if (!enableDnsSupport || !enableDnsHostnames) {
    throw invalidParameter(`Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for ${vpcId}`);
  }
  if (tables.vpcEndpoints.list().some((other) => other.vpcId === vpcId && other.serviceName === serviceName && other.privateDnsEnabled)) {
    const { privateDnsName } = endpointService(serviceName, lab.region);
    throw invalidParameter(
      `private-dns-enabled cannot be set because there is already a conflicting DNS domain for ${privateDnsName} in the VPC ${vpcId}`);
  }
}
