import { ReplyCode, type DnsRecord, type Query, type Reply } from './message';
import { shuffled } from './shuffle';

/** Most instances in a multivalue answer. */
const MOST_VALUES = 8;

export interface NamedInstance {
  readonly id: string;
  readonly address?: string;
  readonly port?: number;
  readonly isHealthy: boolean;
}

export interface NamedService {
  /** Relative to its zone. */
  readonly name: string;
  readonly routing: 'MULTIVALUE' | 'WEIGHTED';
  readonly records: readonly { readonly type: 'A' | 'SRV'; readonly ttl: number }[];
  readonly instances: readonly NamedInstance[];
}

/** A private hosted zone. */
export interface Zone {
  readonly name: string;
  /** Seconds. */
  readonly soaTtl: number;
  readonly services: readonly NamedService[];
}

/** An integer from 0 up to but not its argument. */
export type Below = (limit: number) => number;

const lower = (name: string): string => name.toLowerCase();

/** Whether a name lies in a zone; both in lower case. */
export const isWithin = (name: string, zone: string): boolean => name === zone || name.endsWith(`.${zone}`);

/** What Route 53 says of a name in the zone. https://docs.aws.amazon.com/cloud-map/latest/api/API_DnsConfig.html */
export function resolve(zone: Zone, { name, type }: Pick<Query, 'name' | 'type'>, below: Below): Reply {
  const soa: DnsRecord = { type: 'SOA', name: lower(zone.name), ttl: zone.soaTtl };
  const found = recordsOf(zone, name, below);
  const answers = (found ?? []).filter((record) => type === 'ANY' || record.type === type);
  if (answers.length > 0) return { code: ReplyCode.NOERROR, answers, authority: [] };
  const isThere = found !== undefined || namesOf(zone).some((known) => known.endsWith(`.${name}`));
  return { code: isThere ? ReplyCode.NOERROR : ReplyCode.NXDOMAIN, answers: [], authority: [soa] };
}

/** Every record of a name that its routing policy chooses now; undefined where there are none of any type. */
function recordsOf(zone: Zone, name: string, below: Below): readonly DnsRecord[] | undefined {
  if (name === lower(zone.name)) return [{ type: 'SOA', name, ttl: zone.soaTtl }];
  for (const service of zone.services) {
    const base = lower(`${service.name}.${zone.name}`);
    if (name === base && service.instances.length > 0) return chosen(service, below).flatMap((instance) => ofInstance(service, base, instance));
    const host = hostsOf(service).find(({ id }) => lower(`${id}.${base}`) === name);
    const ttl = service.records.find(({ type }) => type === 'SRV')?.ttl ?? 0;
    if (host?.address !== undefined) return [{ type: 'A', name, ttl, address: host.address }];
  }
  return undefined;
}

/** Up to eight healthy instances in random order, or one; all count as healthy where none is. */
function chosen({ routing, instances }: NamedService, below: Below): readonly NamedInstance[] {
  const healthy = instances.filter(({ isHealthy }) => isHealthy);
  return shuffled(healthy.length > 0 ? healthy : instances, below).slice(0, routing === 'WEIGHTED' ? 1 : MOST_VALUES);
}

function ofInstance({ records }: NamedService, name: string, { id, address, port }: NamedInstance): readonly DnsRecord[] {
  return records.flatMap(({ type, ttl }): DnsRecord[] => {
    if (type === 'A') return address === undefined ? [] : [{ type, name, ttl, address }];
    return port === undefined ? [] : [{ type, name, ttl, port, target: `${id}.${name}` }];
  });
}

/** Instances whose own names the SRV records of the service lead to. */
const hostsOf = ({ records, instances }: NamedService): readonly NamedInstance[] =>
  records.some(({ type }) => type === 'SRV') ? instances : [];

function namesOf(zone: Zone): readonly string[] {
  return zone.services.filter(({ instances }) => instances.length > 0).flatMap((service) => {
    const base = lower(`${service.name}.${zone.name}`);
    return [base, ...hostsOf(service).map(({ id }) => lower(`${id}.${base}`))];
  });
}
