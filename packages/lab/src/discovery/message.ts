import { decode, encode, type Answer, type Packet, RECURSION_AVAILABLE, RECURSION_DESIRED, TRUNCATED_RESPONSE } from 'dns-packet';

/** https://www.rfc-editor.org/rfc/rfc1035 */
export const ReplyCode = { NOERROR: 0, FORMERR: 1, SERVFAIL: 2, NXDOMAIN: 3, NOTIMP: 4, REFUSED: 5 } as const;

const HEADER_BYTES = 12;
const RESPONSE = 0x8000;
const OPERATION = 0x7800;
/** Longest answer by UDP to who does not say that it takes more, and to who does. */
const [PLAIN_UDP_BYTES, LONGEST_UDP_BYTES] = [512, 4_096];

/** A question as it came in. */
export interface Query {
  /** In lower case, without the dot at its end. */
  readonly name: string;
  /** `A`, `SRV`, `ANY`, … */
  readonly type: string;
  readonly class: string;
  /** 0 is a question; others notify, update, … */
  readonly operation: number;
  readonly packet: Packet;
}

export type DnsRecord =
  | { readonly type: 'A'; readonly name: string; readonly ttl: number; readonly address: string }
  | { readonly type: 'SRV'; readonly name: string; readonly ttl: number; readonly port: number; readonly target: string }
  | { readonly type: 'SOA'; readonly name: string; readonly ttl: number };

export interface Reply {
  readonly code: number;
  readonly answers: readonly DnsRecord[];
  readonly authority: readonly DnsRecord[];
}

/** Reads a question; undefined for what is none. */
export function readQuery(message: Buffer): Query | undefined {
  const packet = read(message);
  const [question, ...others] = packet?.questions ?? [];
  if (packet === undefined || packet.type !== 'query' || question === undefined || others.length > 0) {
    return undefined;
  }
  const { name, type, class: space = 'IN' } = question;
  return { name: name.toLowerCase(), type, class: space, operation: (message.readUInt16BE(2) & OPERATION) >> 11, packet };
}

/** The reply to a question, cut down to what its transport takes: a client then asks again by TCP. */
export function writeReply(query: Query, { code, answers, authority }: Reply, transport: 'udp' | 'tcp'): Buffer {
  const flags = RECURSION_AVAILABLE | ((query.packet.flags ?? 0) & (RECURSION_DESIRED | OPERATION)) | code;
  const { id, questions } = query.packet;
  const head = { type: 'response', id, questions } as const;
  const whole = encode({ ...head, flags, answers: answers.map(written), authorities: authority.map(written) });
  return whole.length <= (transport === 'udp' ? udpBytesOf(query) : 0xffff) ? whole : encode({ ...head, flags: flags | TRUNCATED_RESPONSE });
}

/** The reply to what cannot be read as a question; undefined where there is not even a header to answer to. */
export function writeMalformed(message: Buffer): Buffer | undefined {
  if (message.length < HEADER_BYTES || (message.readUInt16BE(2) & RESPONSE) !== 0) {
    return undefined;
  }
  const flags = RECURSION_AVAILABLE | (message.readUInt16BE(2) & (OPERATION | RECURSION_DESIRED)) | ReplyCode.FORMERR;
  return encode({ type: 'response', id: message.readUInt16BE(0), flags });
}

function read(message: Buffer): Packet | undefined {
  try {
    return decode(message);
  } catch {
    // no DNS message: the caller answers so
    return undefined;
  }
}

function written(record: DnsRecord): Answer {
  const { name, ttl } = record;
  switch (record.type) {
    case 'A': return { type: 'A', name, ttl, data: record.address };
    case 'SRV': return { type: 'SRV', name, ttl, data: { priority: 1, weight: 1, port: record.port, target: record.target } };
    // what Route 53 says of each private zone
    case 'SOA': return { type: 'SOA', name, ttl, data: {
      mname: 'ns-1536.awsdns-00.co.uk', rname: 'awsdns-hostmaster.amazon.com', serial: 1, refresh: 7_200, retry: 900, expire: 1_209_600, minimum: 86_400 } };
  }
}

/** What the OPT record of a question offers. */
function udpBytesOf({ packet }: Query): number {
  const offered = packet.additionals?.find((record) => record.type === 'OPT');
  return offered?.type === 'OPT' ? Math.min(Math.max(PLAIN_UDP_BYTES, offered.udpPayloadSize), LONGEST_UDP_BYTES) : PLAIN_UDP_BYTES;
}
