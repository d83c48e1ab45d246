import { readQuery, ReplyCode, writeMalformed, writeReply } from './message';
import { isWithin, resolve, type Below, type Zone } from './zone';

/** The zone that a name belongs to: of several the longest. */
export function zoneOf(zones: readonly Zone[], name: string): Zone | undefined {
  return zones.filter((zone) => isWithin(name, zone.name.toLowerCase())).sort((one, other) => other.name.length - one.name.length)[0];
}

/** The answer to a message about a name of these zones; undefined where none can be given. */
export function answer(zones: readonly Zone[], message: Buffer, transport: 'udp' | 'tcp', below: Below): Buffer | undefined {
  const query = readQuery(message);
  if (query === undefined) return writeMalformed(message);
  const refused = (code: number) => writeReply(query, { code, answers: [], authority: [] }, transport);
  if (query.operation !== 0) return refused(ReplyCode.NOTIMP);
  const zone = query.class === 'IN' ? zoneOf(zones, query.name) : undefined;
  return zone === undefined ? refused(ReplyCode.REFUSED) : writeReply(query, resolve(zone, query, below), transport);
}
