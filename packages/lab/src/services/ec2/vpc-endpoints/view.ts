import type { DnsEntry, VpcEndpoint } from '@aws-sdk/client-ec2';
import type { Ec2 } from '../ec2';
import type { NetworkInterfaceRecord, VpcEndpointRecord } from '../model';
import { groupIdentifiers } from '../network-interfaces';
import { interfacesOf } from './interfaces';
import { routeTablesOf } from './routes';
import { endpointService, hostedZoneId, nameSuffix } from './service-name';

/** The SDK's type has capitals where EC2 answers in small letters. */
export const stateOnWire = (state: string): VpcEndpoint['State'] => state as VpcEndpoint['State'];

/** An endpoint as Describe shows it; what it holds in subnets and route tables is read there. */
export function vpcEndpointView(ec2: Ec2, record: VpcEndpointRecord): VpcEndpoint {
  const interfaces = interfacesOf(ec2, record.id);
  const common = {
    VpcEndpointId: record.id, VpcEndpointType: record.type, VpcId: record.vpcId, ServiceName: record.serviceName, State: stateOnWire('available'),
    PolicyDocument: record.policyDocument, PrivateDnsEnabled: record.privateDnsEnabled, RequesterManaged: false,
    CreationTimestamp: new Date(record.createdAt), Tags: [...record.tags], OwnerId: ec2.lab.accountId, ServiceRegion: ec2.lab.region,
    RouteTableIds: routeTablesOf(ec2, record.id), SubnetIds: interfaces.map(({ subnetId }) => subnetId),
    NetworkInterfaceIds: interfaces.map(({ id }) => id), Groups: groupIdentifiers(ec2, record.groupIds),
  };
  return record.type === 'Gateway' ? common : { ...common, IpAddressType: 'ipv4', DnsEntries: dnsEntries(ec2, record, interfaces) };
}

/** Regional name, one for each zone, private name: in this order, as CloudFormation's attribute promises it. The lab's DNS answers none. */
function dnsEntries(ec2: Ec2, record: VpcEndpointRecord, interfaces: readonly NetworkInterfaceRecord[]): DnsEntry[] {
  const { region } = ec2.lab;
  const { label, privateDnsName } = endpointService(record.serviceName, region);
  const domain = `${label}.${region}.vpce.${region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'}`;
  const own = `${record.id}-${nameSuffix(record.id)}`;
  const names = [own, ...interfaces.map(({ availabilityZone }) => `${own}-${availabilityZone}`)].map((name) => `${name}.${domain}`);
  return [
    ...names.map((DnsName) => ({ DnsName, HostedZoneId: hostedZoneId(`vpce.${region}`) })),
    ...record.privateDnsEnabled ? [{ DnsName: privateDnsName, HostedZoneId: hostedZoneId(record.id) }] : [],
  ];
}
