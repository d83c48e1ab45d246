import { containsAddress, formatAddress, parseAddress, parseCidr, type Cidr } from './cidr';

/** AWS keeps the first four addresses of a subnet and the last. */
const RESERVED_AT_START = 4;
const RESERVED_AT_END = 1;

/** Where the search for a free address begins, counted from the subnet's first: the workshop's instance is 10.0.100.120. */
const FIRST_OFFSET = 120;

/** Address of the subnet's router: the first after the network's own. */
export const gatewayOf = (cidr: string): string => formatAddress(parseCidr(cidr).base + 1);

/** Address at which the names of a VPC are answered, by the CIDR block of the VPC or of one of its subnets: AWS keeps it for that. */
export const resolverOf = (cidr: string): string => formatAddress(parseCidr(cidr).base + 2);

/** An address of a subnet with its prefix, as `ip address add` takes it. */
export const withPrefix = (address: string, cidr: string): string => `${address}/${parseCidr(cidr).prefix}`;

/** How many addresses of a subnet AWS lets instances have. */
export function usableAddresses(cidr: string): number {
  return Math.max(0, parseCidr(cidr).size - RESERVED_AT_START - RESERVED_AT_END);
}

/** Whether an instance may have this address of the subnet. */
export function isUsable(cidr: string, address: string): boolean {
  const range = parseCidr(cidr);
  const value = parseAddress(address);
  return containsAddress(range, value) && value >= firstUsable(range) && value <= lastUsable(range);
}

/**
 * The next free address of a subnet: from its 120th on upward, then from the start; in a subnet too small for that, from its first
 * usable one. Undefined when all are taken.
 */
export function allocateAddress(cidr: string, taken: Iterable<string>): string | undefined {
  const range = parseCidr(cidr);
  const [first, last] = [firstUsable(range), lastUsable(range)];
  if (last < first) {
    return undefined;
  }
  const used = new Set([...taken].map(parseAddress));
  const count = last - first + 1;
  const start = range.base + FIRST_OFFSET <= last ? range.base + FIRST_OFFSET : first;
  // with n addresses taken one of any n + 1 is free
  for (let step = 0; step < Math.min(count, used.size + 1); step++) {
    const candidate = first + (start - first + step) % count;
    if (!used.has(candidate)) {
      return formatAddress(candidate);
    }
  }
  return undefined;
}

const firstUsable = (range: Cidr): number => range.base + RESERVED_AT_START;
const lastUsable = (range: Cidr): number => range.base + range.size - 1 - RESERVED_AT_END;

/** Host name that AWS gives an instance by its address, for example `ip-10-0-100-120`. */
export const hostNameOf = (address: string): string => `ip-${address.replaceAll('.', '-')}`;

/** For example `ip-10-0-100-120.ec2.internal`, with the region's own domain outside us-east-1. */
export const privateDnsName = (address: string, region: string): string =>
  `${hostNameOf(address)}.${region === 'us-east-1' ? 'ec2.internal' : `${region}.compute.internal`}`;

/**
 * Hardware address of an interface: always the same for the same address, so that neighbours who remember the last owner
 * of an address still reach its next one.
 */
export function hardwareAddressOf(address: string): string {
  const bytes = [24, 16, 8, 0].map((shift) => (parseAddress(address) >>> shift) & 255);
  return ['0a', 'ec', ...bytes.map((byte) => byte.toString(16).padStart(2, '0'))].join(':');
}
