import { CfnResource } from 'aws-cdk-lib';
import { HostPortDemand, planFindings } from './host-port-demand';
import { Finding } from '../private/finding';
import { hostPortClaims } from '../private/model';
import { CapacityModel, ServiceModel } from '../private/service-model';

interface Claimant {
  readonly resource: CfnResource;
  readonly service: ServiceModel;
  readonly ports: readonly string[];
}

/** Services of one capacity, or of one cluster. */
interface Group {
  readonly claimants: Claimant[];
  readonly capacity: Map<string, CapacityModel>;
}

/**
 * The host-port plan of services that are not in the plan of an `Ec2Capacity`.
 *
 * Services are counted against the instances that may carry them: first those with the same instances, then all of a cluster.
 */
export function sharedPortFindings(services: ReadonlyMap<CfnResource, ServiceModel>): ReadonlyMap<CfnResource, Finding[]> {
  const claimants = [...services].flatMap(([resource, service]) => claimantOf(resource, service));
  const found = new Map<CfnResource, Finding[]>();
  const said = new Set<string>();
  const keys = [({ service }: Claimant) => (service.capacity ?? []).map(({ path }) => path).sort().join(), ({ service }: Claimant) => service.cluster ?? ''];
  for (const key of keys) {
    for (const [name, group] of groupsBy(claimants, key)) {
      const teller = group.claimants.find(({ service }) => !service.ours);
      // the plan of an Ec2Capacity reports on our services, and a cluster says nothing that its capacities said
      if (teller === undefined || group.claimants.some(({ service }) => said.has(service.cluster ?? name))) {
        continue;
      }
      const findings = planFindings(demands(group.claimants), range([...group.capacity.values()]));
      if (findings.length > 0) {
        found.set(teller.resource, [...found.get(teller.resource) ?? [], ...findings]);
        said.add(teller.service.cluster ?? name);
      }
    }
  }
  return found;
}

function claimantOf(resource: CfnResource, service: ServiceModel): Claimant[] {
  const { task, launchType, capacity, everyInstance, constrained } = service;
  // where a constraint keeps a service on every instance from some of them, nobody knows which
  if (task === undefined || launchType !== 'EC2' || capacity === undefined || (everyInstance && constrained)) {
    return [];
  }
  const ports = [...new Set(hostPortClaims(task).map(({ port, protocol }) => `${port}/${protocol}`))];
  return ports.length === 0 ? [] : [{ resource, service, ports }];
}

function groupsBy(claimants: readonly Claimant[], key: (claimant: Claimant) => string): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const claimant of claimants) {
    const group: Group = groups.get(key(claimant)) ?? { claimants: [], capacity: new Map() };
    group.claimants.push(claimant);
    (claimant.service.capacity ?? []).forEach((capacity) => group.capacity.set(capacity.path, capacity));
    groups.set(key(claimant), group);
  }
  return groups;
}

function demands(claimants: readonly Claimant[]): HostPortDemand[] {
  const byPort = new Map<string, { services: string[]; tasks: number; everyInstance: number }>();
  for (const { service, ports } of claimants) {
    for (const key of ports) {
      const demand = byPort.get(key) ?? { services: [], tasks: 0, everyInstance: 0 };
      demand.services.push(service.path);
      demand.tasks += service.everyInstance ? 0 : service.tasks ?? 0;
      demand.everyInstance += service.everyInstance ? 1 : 0;
      byPort.set(key, demand);
    }
  }
  return [...byPort].map(([key, demand]) => ({ port: Number(key.split('/')[0]), protocol: key.split('/')[1], ...demand }));
}

function range(capacities: readonly CapacityModel[]): { min: number; max: number } {
  return {
    min: capacities.reduce((sum, { min, max, managedScaling }) => sum + (managedScaling ? max : min), 0),
    max: capacities.reduce((sum, { max }) => sum + max, 0),
  };
}
