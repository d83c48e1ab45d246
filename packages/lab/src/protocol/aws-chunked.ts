import { AwsError } from '../gateway/aws-error';

/** Takes the frames of `aws-chunked` off a body: `<hex size>[;extensions]\r\n<bytes>\r\n…0\r\n<trailers>`. */
export function decodeAwsChunked(body: Buffer): Buffer {
  const chunks: Buffer[] = [];
  let offset = 0;
  for (;;) {
    const end = body.indexOf('\r\n', offset);
    const size = end < 0 ? Number.NaN : parseInt(body.toString('latin1', offset, end), 16);
    if (Number.isNaN(size) || end + 2 + size > body.length) throw new AwsError('IncompleteBody', 'The request body terminated unexpectedly');
    if (size === 0) return Buffer.concat(chunks);
    chunks.push(body.subarray(end + 2, end + 2 + size));
    offset = end + 2 + size + 2;
  }
}
