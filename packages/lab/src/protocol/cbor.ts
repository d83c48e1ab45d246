import { AwsError } from '../gateway/aws-error';

const TEXT = new TextDecoder('utf-8', { fatal: true });
const INDEFINITE = 31;
const BREAK = Symbol('break');

/** A CBOR item (RFC 8949) as Smithy's protocols write it: times are tag 1, what is absent is left out. */
export function decodeCbor(body: Buffer): unknown {
  const reader = new Reader(body);
  const value = reader.item();
  if (value === BREAK || reader.offset !== body.length) throw malformed(`ends at byte ${reader.offset} of ${body.length}`);
  return value;
}

class Reader {
  offset = 0;

  constructor(private readonly body: Buffer) {}

  item(): unknown {
    const initial = this.take(1).readUInt8();
    const [major, minor] = [initial >> 5, initial & 31];
    if (major === 7) return this.simple(minor);
    const size = minor === INDEFINITE ? undefined : this.argument(minor);
    switch (major) {
      case 0: return size;
      case 1: return -1 - (size ?? 0);
      case 2: return size === undefined ? Buffer.concat(this.list(size) as Buffer[]) : Buffer.from(this.take(size));
      case 3: return size === undefined ? this.list(size).join('') : this.text(size);
      case 4: return this.list(size);
      case 5: return this.map(size);
      default: return tagged(size ?? 0, this.item());
    }
  }

  private list(size: number | undefined): unknown[] {
    const items: unknown[] = [];
    while (size === undefined || items.length < size) {
      const item = this.item();
      if (item === BREAK) break;
      items.push(item);
    }
    return items;
  }

  private map(size: number | undefined): object {
    const entries: [string, unknown][] = [];
    while (size === undefined || entries.length < size) {
      const key = this.item();
      if (key === BREAK) break;
      entries.push([String(key), this.item()]);
    }
    return Object.fromEntries(entries);
  }

  private simple(minor: number): unknown {
    switch (minor) {
      case 20: return false;
      case 21: return true;
      case 22: case 23: return undefined;
      case 25: return half(this.take(2).readUInt16BE());
      case 26: return this.take(4).readFloatBE();
      case 27: return this.take(8).readDoubleBE();
      case INDEFINITE: return BREAK;
      default: throw malformed(`has the simple value ${minor}`);
    }
  }

  private argument(minor: number): number {
    switch (minor) {
      case 24: return this.take(1).readUInt8();
      case 25: return this.take(2).readUInt16BE();
      case 26: return this.take(4).readUInt32BE();
      case 27: return Number(this.take(8).readBigUInt64BE());
      default: if (minor > 23) throw malformed(`has the length code ${minor}`);
        return minor;
    }
  }

  private text(size: number): string {
    try {
      return TEXT.decode(this.take(size));
    } catch (error) {
      throw error instanceof AwsError ? error : malformed('has text that is not UTF-8');
    }
  }

  private take(size: number): Buffer {
    if (this.offset + size > this.body.length) throw malformed(`ends within an item, at byte ${this.body.length}`);
    this.offset += size;
    return this.body.subarray(this.offset - size, this.offset);
  }
}

const malformed = (what: string): AwsError => new AwsError('SerializationException', `the body is not CBOR: it ${what}`);

// a fraction of a second is not exact in binary
const tagged = (tag: number, value: unknown): unknown => (tag === 1 && typeof value === 'number' ? new Date(Math.round(value * 1_000)) : value);

function half(bits: number): number {
  const [exponent, fraction] = [(bits >> 10) & 31, bits & 1023];
  const special = fraction === 0 ? Infinity : NaN;
  const size = exponent === 0 ? fraction * 2 ** -24 : exponent === 31 ? special : (1 + fraction / 1024) * 2 ** (exponent - 15);
  return bits & 0x8000 ? -size : size;
}

/** `floats`: members whose whole numbers are written as floating point too, as their type says. */
export function encodeCbor(value: unknown, floats: ReadonlySet<string> = new Set(), member = ''): Buffer {
  const inner = (item: unknown, name = member) => encodeCbor(item, floats, name);
  if (typeof value === 'number') return isInteger(value) && !floats.has(member) ? integer(value) : float(value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (typeof value === 'boolean') return Buffer.from([value ? 0xf5 : 0xf4]);
  if (value instanceof Date) return Buffer.concat([head(6, 1), float(value.getTime() / 1_000)]);
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value]);
  if (Array.isArray(value)) return Buffer.concat([head(4, value.length), ...value.map((item) => inner(item))]);
  if (value === null || value === undefined) return Buffer.from([0xf6]);
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return Buffer.concat([head(5, entries.length), ...entries.flatMap(([name, one]) => [inner(name), inner(one, name)])]);
}

const isInteger = (value: number): boolean => Number.isSafeInteger(value) && !Object.is(value, -0);

const integer = (value: number): Buffer => (value < 0 ? head(1, -1 - value) : head(0, value));

function float(value: number): Buffer {
  const bytes = Buffer.from([0xfb, 0, 0, 0, 0, 0, 0, 0, 0]);
  bytes.writeDoubleBE(value, 1);
  return bytes;
}

function head(major: number, argument: number): Buffer {
  const first = major << 5;
  if (argument < 24) return Buffer.from([first | argument]);
  if (argument < 2 ** 8) return Buffer.from([first | 24, argument]);
  if (argument < 2 ** 16) return Buffer.from([first | 25, argument >> 8, argument & 255]);
  const wide = Buffer.alloc(9);
  wide.writeUInt8(first | 27);
  wide.writeBigUInt64BE(BigInt(argument), 1);
  return wide;
}
