import { createHash } from 'node:crypto';
import { HEADER_LENGTH, SHORT_HEADER_LENGTH } from './frame';
import type { Frame } from './frame';
import { messageIdBytes } from './message-id';

/**
 * The bytes of a frame.
 * @param headerLength 112 writes the form without a payload type that the service uses for publication messages. Default: 116
 * @throws RangeError for a frame that the wire cannot carry
 */
export function encodeFrame(frame: Frame, headerLength: 112 | 116 = HEADER_LENGTH): Uint8Array {
  if (!/^[\x21-\x7e]([\x20-\x7e]{0,30}[\x21-\x7e])?$/.test(frame.messageType)) {
    throw new RangeError(`message type must be 1 to 32 printable ASCII characters, got ${JSON.stringify(frame.messageType)}`);
  }
  const start = headerLength + 4;
  const bytes = Buffer.alloc(start + frame.payload.length);
  bytes.writeUInt32BE(headerLength, 0);
  bytes.write(frame.messageType.padEnd(32, ' '), 4, 'latin1');
  bytes.writeUInt32BE(frame.schemaVersion, 36);
  bytes.writeBigUInt64BE(BigInt(frame.createdDate), 40);
  bytes.writeBigInt64BE(BigInt(frame.sequenceNumber), 48);
  bytes.writeBigUInt64BE(BigInt(frame.flags), 56);
  bytes.set(messageIdBytes(frame.messageId), 64);
  bytes.set(createHash('sha256').update(frame.payload).digest(), 80);
  if (headerLength > SHORT_HEADER_LENGTH) bytes.writeUInt32BE(frame.payloadType, SHORT_HEADER_LENGTH);
  bytes.writeUInt32BE(frame.payload.length, headerLength);
  bytes.set(frame.payload, start);
  return bytes;
}
