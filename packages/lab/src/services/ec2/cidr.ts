import { AwsError } from '../../gateway/aws-error';

/** An IPv4 block: first address as an unsigned number, and how many there are. */
export interface Cidr {
  readonly first: number;
  readonly size: number;
  readonly prefix: number;
}

/** Reads `a.b.c.d/n`; refuses with EC2's own text what is not one. */
export function parseCidr(text: string, parameter = 'cidrBlock'): Cidr {
  const [, address, length] = /^((?:\d{1,3}\.){3}\d{1,3})\/(\d{1,2})$/.exec(text) ?? [];
  const bytes = address?.split('.').map(Number) ?? [];
  if (bytes.length !== 4 || bytes.some((byte) => byte > 255) || Number(length) > 32) {
    throw new AwsError('InvalidParameterValue', `Value (${text}) for parameter ${parameter} is invalid. This is not a valid CIDR block.`);
  }
  const first = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  const prefix = Number(length);
  return { first, size: 2 ** (32 - prefix), prefix };
}

/** Whether the block begins at its own network address. */
export const isCanonical = ({ first, size }: Cidr): boolean => first % size === 0;

/** Whether `inner` lies wholly in `outer`. */
export const contains = (outer: Cidr, inner: Cidr): boolean =>
  inner.first >= outer.first && inner.first + inner.size <= outer.first + outer.size;

/** Whether two blocks share an address. */
export const overlaps = (one: Cidr, other: Cidr): boolean =>
  one.first < other.first + other.size && other.first < one.first + one.size;
