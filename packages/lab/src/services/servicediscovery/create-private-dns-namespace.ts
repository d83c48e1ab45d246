import { accepting } from '../support/accepting';
import { withTags } from './access';
import { isHostName } from './dns-config';
import { invalidInput, unsupported } from './errors';
import { hostedZoneId } from './ids';
import type { Discovery, NamespaceRecord } from './model';
import { newNamespace, type NamespaceInput } from './new-namespace';
import { operationDone, type OperationAnswer } from './operations';

interface Input extends NamespaceInput {
  readonly Vpc?: string;
  readonly Properties?: SoaProperties;
}

export interface SoaProperties {
  readonly DnsProperties?: { readonly SOA?: { readonly TTL?: number } };
}

/** Seconds, where none are given: what Route 53 gives the SOA record of such a zone. */
const SOA_TTL = 15;

/** Checked; undefined where none is given. */
export function soaTtlOf(properties: SoaProperties | undefined): number | undefined {
  const ttl = properties?.DnsProperties?.SOA?.TTL;
  if (ttl !== undefined && !(Number.isInteger(ttl) && ttl >= 0 && ttl <= 2_147_483_647)) {
    throw invalidInput(`The TTL ${JSON.stringify(ttl)} of the SOA record is not valid; 0 to 2147483647 seconds are allowed.`);
  }
  return ttl;
}

/** A namespace whose names the instances and tasks of one VPC resolve. What Route 53 would refuse fails the operation, not the call. */
export const createPrivateDnsNamespace = (discovery: Discovery) => accepting<Input, OperationAnswer>(
  'CreatePrivateDnsNamespace', ['Name', 'CreatorRequestId', 'Description', 'Tags', 'Vpc', 'Properties'], unsupported, (input) => {
    const { Vpc: vpcId = '' } = input;
    const made = newNamespace(discovery, 'DNS_PRIVATE', input, 253);
    if (!isHostName(made.name)) throw invalidInput(`The namespace name ${JSON.stringify(made.name)} is not a domain name; give one such as example.local.`);
    const dns = { vpcId, hostedZoneId: hostedZoneId(), soaTtl: soaTtlOf(input.Properties) ?? SOA_TTL };
    const failure = refusalOfRoute53(discovery, made.name, vpcId);
    if (failure !== undefined) {
      return operationDone(discovery, 'CREATE_NAMESPACE', { NAMESPACE: made.id }, { errorCode: 'CANNOT_CREATE_HOSTED_ZONE', errorMessage: failure });
    }
    const record: NamespaceRecord = { ...made, dns };
    discovery.namespaces.put(record.id, record);
    discovery.namespacesChanged();
    return operationDone(discovery, 'CREATE_NAMESPACE', { NAMESPACE: record.id });
  }, ({ Tags }) => withTags([{ action: 'servicediscovery:CreatePrivateDnsNamespace', resource: '*' }], Tags));

function refusalOfRoute53({ lab, namespaces, cidrOf }: Discovery, name: string, vpcId: string): string | undefined {
  const said = (text: string, code: string) => `${text} (Service: AmazonRoute53; Status Code: 400; Error Code: ${code}; Proxy: null)`;
  if (cidrOf(vpcId) === undefined) return said(`The VPC ID '${vpcId}' does not exist in region ${lab.region}.`, 'InvalidVPCId');
  const same = namespaces.list().find((one) => one.dns?.vpcId === vpcId && one.name.toLowerCase() === name.toLowerCase());
  return same && said(`The VPC ${vpcId} in region ${lab.region} has already been associated with the hosted zone ${same.dns?.hostedZoneId} with the same domain name.`,
    'ConflictingDomainExists');
}
