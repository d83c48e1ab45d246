import { createHash } from 'node:crypto';
import { HEADER_LENGTH, PayloadType, SHORT_HEADER_LENGTH, isPublication } from './frame';
import type { Frame } from './frame';
import { messageIdOf } from './message-id';

/** A frame, or why the bytes are none. */
export type Decoded = { readonly frame: Frame } | { readonly refused: string };

/** Reads a frame as the real client and agent do: what is malformed is refused (and then dropped), never thrown. */
export function decodeFrame(data: Uint8Array): Decoded {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  if (bytes.length < SHORT_HEADER_LENGTH + 4) {
    return { refused: `a frame has at least ${SHORT_HEADER_LENGTH + 4} bytes, got ${bytes.length}` };
  }
  const headerLength = bytes.readUInt32BE(0);
  if (headerLength < SHORT_HEADER_LENGTH || headerLength + 4 > bytes.length) {
    return { refused: `header length ${headerLength} does not fit a frame of ${bytes.length} bytes` };
  }
  const messageType = bytes.toString('latin1', 4, 36).replace(/^[\0 ]+|[\0 ]+$/g, '');
  const numbers = {
    createdDate: Number(bytes.readBigUInt64BE(40)),
    sequenceNumber: Number(bytes.readBigInt64BE(48)),
    flags: Number(bytes.readBigUInt64BE(56)),
  };
  const frame: Frame = {
    messageType,
    schemaVersion: bytes.readUInt32BE(36),
    ...numbers,
    messageId: messageIdOf(bytes.subarray(64, 80)),
    payloadType: headerLength >= HEADER_LENGTH ? bytes.readUInt32BE(SHORT_HEADER_LENGTH) : PayloadType.NONE,
    // the real readers take everything after the header, whatever the length field says
    payload: new Uint8Array(bytes.subarray(headerLength + 4)),
  };
  if (messageType === '') return { refused: 'the message type is empty' };
  if (isPublication(messageType)) return { frame };
  if (frame.createdDate === 0) return { refused: 'the creation date is 0' };
  const unsafe = Object.entries(numbers).find(([, value]) => !Number.isSafeInteger(value));
  if (unsafe) return { refused: `${unsafe[0]} ${unsafe[1]} is out of range` };
  if (bytes.readUInt32BE(headerLength) !== 0 && !digestMatches(frame.payload, bytes.subarray(80, 112))) {
    return { refused: 'the digest is not that of the payload' };
  }
  return { frame };
}

function digestMatches(payload: Uint8Array, digest: Uint8Array): boolean {
  return createHash('sha256').update(payload).digest().equals(digest);
}
