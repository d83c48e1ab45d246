import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { AwsError } from '../../gateway/aws-error';

const COMPUTED: Readonly<Record<string, (body: Uint8Array) => string>> = {
  ChecksumSHA1: (body) => createHash('sha1').update(body).digest('base64'),
  ChecksumSHA256: (body) => createHash('sha256').update(body).digest('base64'),
  ChecksumCRC32: (body) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(crc32(body));
    return bytes.toString('base64');
  },
};

const KEPT = ['ChecksumCRC32', 'ChecksumCRC32C', 'ChecksumCRC64NVME', 'ChecksumSHA1', 'ChecksumSHA256'];

/** The checksums that came with a body; refuses one that does not fit it (CRC32C and CRC64NVME are kept unchecked). */
export function requireChecksums(input: object, body: Uint8Array): Readonly<Record<string, string>> {
  const given = input as Readonly<Record<string, unknown>>;
  const kept: Record<string, string> = {};
  for (const member of KEPT) {
    const value = given[member];
    if (typeof value !== 'string') continue;
    if (COMPUTED[member] && COMPUTED[member](body) !== value) throw new AwsError('BadDigest', `The ${member.slice('Checksum'.length)} you specified did not match the calculated checksum.`);
    kept[member] = value;
  }
  const { ContentMD5: md5 } = given;
  if (typeof md5 === 'string' && createHash('md5').update(body).digest('base64') !== md5) throw new AwsError('BadDigest', 'The Content-MD5 you specified did not match what we received.');
  return kept;
}

/** The entity tag of a body, with quotes. */
export function etagOf(body: Uint8Array): string {
  return `"${createHash('md5').update(body).digest('hex')}"`;
}
