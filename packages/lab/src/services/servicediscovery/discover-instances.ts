import { randomInt } from 'node:crypto';
import { shuffled } from '../../discovery/shuffle';
import { accepting } from '../support/accepting';
import { onNames } from './access';
import { invalidInput, unsupported } from './errors';
import { findByName, instancesOf } from './find';
import type { Discovery, DiscoveryInstanceRecord } from './model';

interface Input {
  /** The HttpName of the namespace. */
  readonly NamespaceName?: string;
  readonly ServiceName?: string;
  readonly MaxResults?: number;
  readonly QueryParameters?: Readonly<Record<string, string>>;
  readonly OptionalParameters?: Readonly<Record<string, string>>;
  readonly HealthStatus?: string;
}

const MEMBERS = ['NamespaceName', 'ServiceName', 'MaxResults', 'QueryParameters', 'OptionalParameters', 'HealthStatus'] as const;
const LARGEST = 1_000;

/** Instances by the names of namespace and service, in no order; the healthy ones unless asked otherwise. */
export const discoverInstances = (discovery: Discovery) => accepting<Input, object>('DiscoverInstances', MEMBERS, unsupported, (input) => {
  const { NamespaceName, ServiceName, MaxResults = 100, QueryParameters = {}, OptionalParameters = {}, HealthStatus = 'HEALTHY' } = input;
  if (!Number.isInteger(MaxResults) || MaxResults < 1 || MaxResults > LARGEST) throw invalidInput(`MaxResults is ${MaxResults}; 1 to ${LARGEST} are allowed.`);
  const service = findByName(discovery, NamespaceName, ServiceName);
  const wanted = instancesOf(discovery, service.id).filter((one) => matches(one, QueryParameters));
  const best = wanted.filter((one) => matches(one, OptionalParameters));
  const found = best.length > 0 ? best : wanted;
  const shown = service.customHealth ? byHealth(found, HealthStatus) : found;
  return {
    Instances: shuffled(shown, randomInt).slice(0, MaxResults).map(({ id, attributes, health }) => ({
      InstanceId: id, NamespaceName, ServiceName, HealthStatus: service.customHealth ? health : 'UNKNOWN', Attributes: attributes,
    })),
    InstancesRevision: service.revision,
  };
}, ({ NamespaceName, ServiceName }) => onNames('DiscoverInstances', NamespaceName, ServiceName));

const matches = ({ attributes }: DiscoveryInstanceRecord, asked: Readonly<Record<string, string>>): boolean =>
  Object.entries(asked).every(([key, value]) => attributes[key] === value);

function byHealth(instances: readonly DiscoveryInstanceRecord[], asked: string): readonly DiscoveryInstanceRecord[] {
  const healthy = instances.filter(({ health }) => health === 'HEALTHY');
  switch (asked) {
    case 'ALL': return instances;
    case 'HEALTHY': return healthy;
    case 'UNHEALTHY': return instances.filter(({ health }) => health === 'UNHEALTHY');
    case 'HEALTHY_OR_ELSE_ALL': return healthy.length > 0 ? healthy : instances;
    default: throw invalidInput(`The health status ${JSON.stringify(asked)} is not valid; allowed are HEALTHY, UNHEALTHY, ALL and HEALTHY_OR_ELSE_ALL.`);
  }
}
