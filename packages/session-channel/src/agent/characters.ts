/** Length of the part of `bytes` that ends with a whole UTF-8 character. Bytes that are no UTF-8 count as characters. */
function wholeCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return length > back ? bytes.length - back : bytes.length;
    }
    if (byte < 0x80) break;
  }
  return bytes.length;
}

/** Cuts a byte stream into pieces that do not split a character. Nothing is ever lost or added. */
export class CharacterStream {
  private carried: Uint8Array = new Uint8Array(0);

  /** Everything up to the last whole character, in one piece (empty where there is none yet). */
  push(bytes: Uint8Array): Uint8Array {
    const all = Buffer.concat([this.carried, bytes]);
    const whole = wholeCharacters(all);
    this.carried = all.subarray(whole);
    return all.subarray(0, whole);
  }

  /** What is left at the end of the stream. */
  end(): Uint8Array {
    const rest = this.carried;
    this.carried = new Uint8Array(0);
    return rest;
  }
}

/** Pieces of about `size` bytes that do not split a character: up to 3 bytes more or fewer. */
export function pieces(bytes: Uint8Array, size: number): Uint8Array[] {
  const result: Uint8Array[] = [];
  for (let start = 0; start < bytes.length;) {
    const end = Math.min(bytes.length, start + size);
    const whole = end === bytes.length ? end - start : wholeCharacters(bytes.subarray(start, end)) || end - start;
    result.push(bytes.subarray(start, start + whole));
    start += whole;
  }
  return result;
}
