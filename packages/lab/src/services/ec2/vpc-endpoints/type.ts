import { AwsError } from '../../../gateway/aws-error';
import { invalidParameter } from '../errors';
import type { VpcEndpointRecord } from '../model';

type EndpointType = VpcEndpointRecord['type'];

/** The kind that is asked for, Gateway where none is, as on AWS. */
export function endpointType(given: string | undefined): EndpointType {
  if (given === undefined) return 'Gateway';
  if (given === 'Interface' || given === 'Gateway') return given;
  throw new AwsError('UnsupportedOperation',
    `VpcEndpointType ${given} of CreateVpcEndpoint is not supported by this lab; supported there: Interface, Gateway`);
}

/** What a request says of an endpoint; lists may be empty. */
export interface EndpointMembers {
  readonly tableIds?: readonly string[];
  readonly subnetIds?: readonly string[];
  readonly groupIds?: readonly string[];
  readonly privateDns?: boolean;
}

/** Refuses what the other kind of endpoint has. */
export function checkMembers(type: EndpointType, { tableIds = [], subnetIds = [], groupIds = [], privateDns }: EndpointMembers): void {
  if (type === 'Interface') {
    if (tableIds.length > 0) throw invalidParameter('Route table IDs are only supported for Gateway type VPC Endpoint.');
    return;
  }
  if (subnetIds.length > 0) throw invalidParameter('Subnet IDs are only supported for Interface and GatewayLoadBalancer type VPC Endpoints.');
  if (groupIds.length > 0) throw invalidParameter('Security group IDs are only supported for Interface type VPC Endpoint.');
  if (privateDns) throw invalidParameter('Private DNS is only supported for Interface type VPC Endpoint.');
}
