import ipaddr from 'ipaddr.js';
import { invalid } from '../template/invalid';
import { isList } from '../template/value';
import { isUnknown, KNOWN_AFTER_APPLY, type Intrinsic } from './intrinsic';

const CIDR = 'Template error: every Fn::Cidr object requires two to three parameters, the IP address block, the count and the number of subnet bits';

/** `Fn::Cidr`: the first `count` blocks of `cidrBits` host bits (default 8) in an address block. */
export const cidr: Intrinsic = (argument, _scope, evaluate) => {
  if (!isList(argument) || argument.length < 2 || argument.length > 3) throw invalid(CIDR);
  const values = argument.map(evaluate);
  if (values.some(isUnknown)) return KNOWN_AFTER_APPLY;
  const [block = '', count, bits = 8] = values;
  return blocks(String(block), Number(count), Number(bits));
};

function blocks(block: string, count: number, hostBits: number): readonly string[] {
  if (!ipaddr.isValidCIDR(block) || !Number.isInteger(count) || count < 1 || count > 256 || !Number.isInteger(hostBits)) throw invalid(`${CIDR}; got ${block}, ${count}, ${hostBits}`);
  const [address, prefix] = ipaddr.parseCIDR(block);
  const width = address.kind() === 'ipv4' ? 32 : 128;
  const size = width - hostBits;
  if (hostBits < 1 || size < prefix || count > 2 ** (size - prefix)) {
    throw invalid(`Template error: Fn::Cidr cannot cut ${count} blocks of /${size} out of ${block}`);
  }
  const first = numberOf(address.toByteArray()) >> BigInt(width - prefix) << BigInt(width - prefix);
  return Array.from({ length: count }, (_, index) => {
    const bytes = bytesOf(first + (BigInt(index) << BigInt(hostBits)), width / 8);
    return `${ipaddr.fromByteArray(bytes).toString()}/${size}`;
  });
}

function numberOf(bytes: readonly number[]): bigint {
  return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

function bytesOf(value: bigint, length: number): number[] {
  return Array.from({ length }, (_, index) => Number((value >> BigInt(8 * (length - 1 - index))) & 0xffn));
}
