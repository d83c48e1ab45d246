/** A UUID travels with its last eight bytes first. */
export function messageIdBytes(messageId: string): Uint8Array {
  const hex = messageId.replaceAll('-', '');
  if (!/^[0-9a-f]{32}$/i.test(hex)) {
    throw new RangeError(`message id must be a UUID, got ${JSON.stringify(messageId)}`);
  }
  const bytes = Buffer.from(hex, 'hex');
  return Buffer.concat([bytes.subarray(8), bytes.subarray(0, 8)]);
}

/** The UUID in its usual form. */
export function messageIdOf(bytes: Uint8Array): string {
  const hex = Buffer.concat([bytes.subarray(8, 16), bytes.subarray(0, 8)]).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
