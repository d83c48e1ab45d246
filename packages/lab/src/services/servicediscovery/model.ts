import type { Lab } from '../../lab';
import type { Table } from '../../state/store';

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

export interface NamespaceRecord {
  /** `ns-` and sixteen characters. */
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly type: 'DNS_PRIVATE' | 'HTTP';
  /** What DiscoverInstances calls it: its name, with a mark of its own where another namespace has that already. */
  readonly httpName: string;
  readonly description?: string;
  readonly creatorRequestId?: string;
  readonly createdAt: string;
  /** Of a private DNS namespace. */
  readonly dns?: {
    readonly vpcId: string;
    /** The private hosted zone that Route 53 would have. */
    readonly hostedZoneId: string;
    /** Seconds that a resolver may remember that a name is not there. */
    readonly soaTtl: number;
  };
  readonly tags: readonly Tag[];
}

export type RecordType = 'A' | 'SRV';

export interface DnsSettings {
  readonly routing: 'MULTIVALUE' | 'WEIGHTED';
  /** `ttl` in seconds. */
  readonly records: readonly { readonly type: RecordType; readonly ttl: number }[];
}

export interface DiscoveryServiceRecord {
  /** `srv-` and sixteen characters. */
  readonly id: string;
  readonly arn: string;
  readonly namespaceId: string;
  readonly name: string;
  readonly description?: string;
  readonly creatorRequestId?: string;
  readonly createdAt: string;
  /** Absent: its instances are found by DiscoverInstances only. */
  readonly dns?: DnsSettings;
  /** Whether somebody else tells the health of its instances. */
  readonly customHealth: boolean;
  /** Grows with each instance that comes or goes. */
  readonly revision: number;
  readonly tags: readonly Tag[];
}

export type Health = 'HEALTHY' | 'UNHEALTHY';

export interface DiscoveryInstanceRecord {
  readonly serviceId: string;
  readonly id: string;
  readonly creatorRequestId?: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Counts only where the service has a custom health check. */
  readonly health: Health;
}

export interface OperationRecord {
  readonly id: string;
  readonly type: 'CREATE_NAMESPACE' | 'DELETE_NAMESPACE' | 'UPDATE_NAMESPACE' | 'UPDATE_SERVICE' | 'REGISTER_INSTANCE' | 'DEREGISTER_INSTANCE';
  readonly status: 'SUCCESS' | 'FAIL';
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly createdAt: string;
  readonly targets: Readonly<Partial<Record<'NAMESPACE' | 'SERVICE' | 'INSTANCE', string>>>;
}

/** Where Cloud Map keeps its state. */
export interface DiscoveryTables {
  readonly namespaces: Table<NamespaceRecord>;
  readonly services: Table<DiscoveryServiceRecord>;
  /** By `<service id>/<instance id>`. */
  readonly instances: Table<DiscoveryInstanceRecord>;
  readonly operations: Table<OperationRecord>;
}

/** What Cloud Map's operations are made from. */
export interface Discovery extends DiscoveryTables {
  readonly lab: Pick<Lab, 'clock' | 'region' | 'accountId'>;
  /** Primary CIDR block of a VPC; undefined when there is none. */
  readonly cidrOf: (vpcId: string) => string | undefined;
  /** Whether private names are answered in a VPC: its attributes enableDnsSupport and enableDnsHostnames. */
  readonly resolvesNames: (vpcId: string) => boolean;
  /** Primary private address of an EC2 instance; undefined when there is none. */
  readonly addressOf: (ec2InstanceId: string) => string | undefined;
  /** Called when a namespace has come or gone. */
  readonly namespacesChanged: () => void;
}

export const discoveryTables = ({ store }: Pick<Lab, 'store'>): DiscoveryTables => ({
  namespaces: store.table('servicediscovery.namespaces'),
  services: store.table('servicediscovery.services'),
  instances: store.table('servicediscovery.instances'),
  operations: store.table('servicediscovery.operations'),
});
