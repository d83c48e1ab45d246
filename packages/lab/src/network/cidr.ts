/** An IPv4 address range, for example `10.0.100.0/24`. */
export interface Cidr {
  /** First address, as an unsigned 32 bit number. */
  readonly base: number;
  readonly prefix: number;
  /** Number of addresses. */
  readonly size: number;
}

/** The number of a dotted address. Throws a sentence when it is none. */
export function parseAddress(text: string): number {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  if (!parts || parts.some((part) => part > 255)) {
    throw new Error(`"${text}" is not an IPv4 address: four numbers from 0 to 255 with dots between them are expected`);
  }
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

export function formatAddress(value: number): string {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');
}

/** Throws a sentence when the text is no range or its address has bits set outside of the prefix. */
export function parseCidr(text: string): Cidr {
  const [, address = '', length = ''] = /^([^/]+)\/(\d{1,2})$/.exec(text) ?? [];
  const prefix = Number(length);
  if (address === '' || prefix > 32) {
    throw new Error(`"${text}" is not an IPv4 CIDR block: an address and a prefix length are expected, for example 10.0.0.0/16`);
  }
  const base = parseAddress(address);
  const size = 2 ** (32 - prefix);
  if (base % size !== 0) {
    const start = formatAddress(base - base % size);
    throw new Error(`"${text}" is not an IPv4 CIDR block: its address lies inside of the block, which starts at ${start}`);
  }
  return { base, prefix, size };
}

export const formatCidr = ({ base, prefix }: Cidr): string => `${formatAddress(base)}/${prefix}`;

export function contains(outer: Cidr, inner: Cidr): boolean {
  return inner.base >= outer.base && inner.base + inner.size <= outer.base + outer.size;
}

export function containsAddress(range: Cidr, address: number): boolean {
  return address >= range.base && address < range.base + range.size;
}

export function overlaps(a: Cidr, b: Cidr): boolean {
  return a.base < b.base + b.size && b.base < a.base + a.size;
}
