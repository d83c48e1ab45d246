import { invalidInput, unsupported } from './errors';
import type { DnsSettings, NamespaceRecord } from './model';
import { refuseOthers } from '../support/accepting';

export interface DnsConfigInput {
  readonly NamespaceId?: string;
  readonly RoutingPolicy?: string;
  readonly DnsRecords?: readonly { readonly Type?: string; readonly TTL?: number }[];
}

const LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/i;

/** Labels of 1 to 63 letters, digits, hyphens and underscores, with dots between. */
export const isHostName = (name: string): boolean => name.length <= 253 && name.split('.').every((label) => LABEL.test(label));

/** How a service's instances are found by DNS; undefined where by DiscoverInstances only. */
export function dnsSettingsOf(namespace: NamespaceRecord, config: DnsConfigInput | undefined, type: string | undefined): DnsSettings | undefined {
  if (type !== undefined && type !== 'HTTP') throw invalidInput(`The type ${JSON.stringify(type)} is not valid; the only value that may be given is HTTP.`);
  const records = config?.DnsRecords ?? [];
  if (namespace.type === 'HTTP' || type === 'HTTP') {
    if (records.length > 0) throw invalidInput("When you specify an HTTP service, you can't include a DnsConfig element.");
    return undefined;
  }
  if (records.length === 0) {
    throw invalidInput(`A service of the DNS namespace ${namespace.name} needs a DnsConfig with DnsRecords; for one without DNS give the type HTTP.`);
  }
  const routing = config?.RoutingPolicy ?? 'MULTIVALUE';
  if (routing !== 'MULTIVALUE' && routing !== 'WEIGHTED') {
    throw invalidInput(`The routing policy ${JSON.stringify(routing)} is not valid; allowed are MULTIVALUE and WEIGHTED.`);
  }
  return { routing, records: recordsOf(records) };
}

/** Checked DNS records. */
export function recordsOf(given: NonNullable<DnsConfigInput['DnsRecords']>): DnsSettings['records'] {
  const records = given.map((record) => {
    refuseOthers('DnsRecords', record, ['Type', 'TTL'], unsupported);
    const { Type: type, TTL: ttl } = record;
    if (type !== 'A' && type !== 'SRV') {
      throw invalidInput(`DNS records of the type ${JSON.stringify(type)} are not supported by this lab; supported are A and SRV.`);
    }
    if (ttl === undefined || !Number.isInteger(ttl) || ttl < 0 || ttl > 2_147_483_647) {
      throw invalidInput(`The TTL ${JSON.stringify(ttl)} of the ${type} record is not valid; 0 to 2147483647 seconds are allowed.`);
    }
    return { type, ttl } as const;
  });
  if (new Set(records.map(({ type }) => type)).size !== records.length) throw invalidInput('DnsRecords has two records of one type; give each type once.');
  return records;
}
