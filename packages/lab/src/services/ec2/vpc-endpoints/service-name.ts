import { createHash } from 'node:crypto';
import { AwsError } from '../../../gateway/aws-error';
import type { VpcEndpointRecord } from '../model';

type EndpointType = VpcEndpointRecord['type'];

const BOTH: readonly string[] = ['s3', 'dynamodb'];

/** A service of AWS that endpoints lead to. */
export interface EndpointService {
  /** Kinds of endpoint that it offers. */
  readonly types: readonly EndpointType[];
  /** The name that a private hosted zone answers. */
  readonly privateDnsName: string;
  /** The service's own part of its name: `ecr.api`. */
  readonly label: string;
}

/**
 * The service behind `com.amazonaws.<region>.<service>`. Names of other regions and of endpoint services that somebody made are refused
 * as those that do not exist: the lab has neither.
 */
export function endpointService(name: string, region: string): EndpointService {
  const chinese = region.startsWith('cn-');
  const prefix = [`com.amazonaws.${region}.`, ...chinese ? [`cn.com.amazonaws.${region}.`] : []].find((one) => name.startsWith(one));
  const label = prefix === undefined ? '' : name.slice(prefix.length);
  if (!/^[a-z0-9]+([-.][a-z0-9]+)*$/.test(label)) {
    throw new AwsError('InvalidServiceName', `The Vpc Endpoint Service '${name}' does not exist`);
  }
  return {
    label,
    types: BOTH.includes(label) ? ['Gateway', 'Interface'] : ['Interface'],
    // ecr.api is reached as api.ecr
    privateDnsName: `${label.split('.').reverse().join('.')}.${region}.${chinese ? 'amazonaws.com.cn' : 'amazonaws.com'}`,
  };
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The lab's own id for a service's addresses; those of AWS differ. */
export const prefixListId = (serviceName: string): string => `pl-${digest(serviceName).slice(0, 8)}`;

/** The lab's own id for a hosted zone; those of AWS differ. */
export const hostedZoneId = (name: string): string => `Z${digest(name).slice(0, 13).toUpperCase()}`;

/** Ends the first label of an endpoint's own names. */
export const nameSuffix = (endpointId: string): string => digest(endpointId).slice(0, 8);
