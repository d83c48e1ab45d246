import { accepting, refuseOthers } from '../support/accepting';
import { onService } from './access';
import { recordsOf, type DnsConfigInput } from './dns-config';
import { invalidInput, unsupported } from './errors';
import { findService } from './find';
import type { Discovery, DiscoveryServiceRecord, DnsSettings } from './model';
import { operationDone, type OperationAnswer } from './operations';

interface Input {
  /** Id or ARN. */
  readonly Id?: string;
  readonly Service?: { readonly Description?: string; readonly DnsConfig?: Pick<DnsConfigInput, 'DnsRecords'> };
}

/** Changes the description and the time to live of the records; their types stay. */
export const updateService = (discovery: Discovery) => accepting<Input, OperationAnswer>('UpdateService', ['Id', 'Service'], unsupported, (input) => {
  const { Service: change = {} } = input;
  const found = findService(discovery, input.Id);
  refuseOthers('Service', change, ['Description', 'DnsConfig'], unsupported);
  const { Description: description, DnsConfig: config } = change;
  const dns = config === undefined ? found.dns : changedRecords(found.dns, config);
  const record: DiscoveryServiceRecord = { ...found, ...dns === undefined ? {} : { dns }, ...description === undefined ? {} : { description } };
  discovery.services.put(record.id, record);
  return operationDone(discovery, 'UPDATE_SERVICE', { SERVICE: record.id });
}, ({ Id }) => onService(discovery, 'UpdateService', Id));

function changedRecords(dns: DnsSettings | undefined, config: Pick<DnsConfigInput, 'DnsRecords'>): DnsSettings {
  refuseOthers('DnsConfig', config, ['DnsRecords'], unsupported);
  const records = recordsOf(config.DnsRecords ?? []);
  const types = (list: DnsSettings['records']) => list.map(({ type }) => type).sort().join(' and ');
  if (dns === undefined || types(records) !== types(dns.records)) {
    throw invalidInput(`The record types of a service cannot be changed: it has ${dns === undefined ? 'none' : types(dns.records)}; delete the service and create it anew.`);
  }
  return { ...dns, records };
}
