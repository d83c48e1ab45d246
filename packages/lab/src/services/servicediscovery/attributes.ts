import { isIPv4 } from 'node:net';
import { invalidInput } from './errors';
import type { Discovery, DiscoveryServiceRecord, Health } from './model';

type Attributes = Readonly<Record<string, string>>;

const KEY = /^[!-~]{1,255}$/;
/** What would make DNS records that the lab does not have. */
const ABSENT = ['AWS_ALIAS_DNS_NAME', 'AWS_INSTANCE_CNAME', 'AWS_INSTANCE_IPV6'];

/** The attributes of an instance, as the service's records need them. */
export function checkedAttributes(discovery: Discovery, service: DiscoveryServiceRecord, given: Attributes): Attributes {
  for (const [key, value] of Object.entries(given)) {
    if (!KEY.test(key) || typeof value !== 'string' || value.length > 1_024) {
      throw invalidInput(`The attribute ${JSON.stringify(key)} is not valid; keys have 1 to 255 printable characters, values are texts of at most 1024.`);
    }
  }
  const { AWS_INIT_HEALTH_STATUS: health, AWS_EC2_INSTANCE_ID: ec2InstanceId } = given;
  if (health !== undefined && (!service.customHealth || (health !== 'HEALTHY' && health !== 'UNHEALTHY'))) {
    throw invalidInput(`AWS_INIT_HEALTH_STATUS is ${JSON.stringify(health)}; HEALTHY and UNHEALTHY are allowed, for services with HealthCheckCustomConfig only.`);
  }
  if (ec2InstanceId !== undefined) return ofInstance(discovery, service, given, ec2InstanceId);
  if (service.dns !== undefined) checkRecords(service, service.dns.records.map(({ type }) => type), given);
  return given;
}

export const initialHealth = ({ AWS_INIT_HEALTH_STATUS: health }: Attributes): Health => (health === 'UNHEALTHY' ? 'UNHEALTHY' : 'HEALTHY');

function ofInstance({ addressOf }: Discovery, service: DiscoveryServiceRecord, given: Attributes, ec2InstanceId: string): Attributes {
  const others = Object.keys(given).filter((key) => key !== 'AWS_EC2_INSTANCE_ID' && key !== 'AWS_INIT_HEALTH_STATUS');
  if (service.dns !== undefined || others.length > 0) {
    throw invalidInput('AWS_EC2_INSTANCE_ID is for services of HTTP namespaces only, with no other attribute than AWS_INIT_HEALTH_STATUS.');
  }
  const address = addressOf(ec2InstanceId);
  if (address === undefined) throw invalidInput(`The EC2 instance ${JSON.stringify(ec2InstanceId)} does not exist.`);
  return { ...given, AWS_INSTANCE_IPV4: address };
}

function checkRecords({ name }: DiscoveryServiceRecord, types: readonly string[], given: Attributes): void {
  const absent = ABSENT.find((key) => given[key] !== undefined);
  if (absent !== undefined) throw invalidInput(`${absent} is not supported by this lab: its DNS records are A and SRV; use AWS_INSTANCE_IPV4 and AWS_INSTANCE_PORT.`);
  const { AWS_INSTANCE_IPV4: address, AWS_INSTANCE_PORT: port } = given;
  if (address === undefined || !isIPv4(address)) {
    throw invalidInput(`AWS_INSTANCE_IPV4 is ${JSON.stringify(address)}; the ${types.join(' and ')} records of ${name} need an IPv4 address.`);
  }
  if (port === undefined ? types.includes('SRV') : !(/^\d{1,5}$/.test(port) && Number(port) <= 65_535)) {
    throw invalidInput(`AWS_INSTANCE_PORT is ${JSON.stringify(port)}; the ${types.join(' and ')} records of ${name} need a port of 0 to 65535.`);
  }
}
