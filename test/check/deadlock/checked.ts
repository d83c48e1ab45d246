import { SimulatedCluster, SimulatedService } from './simulation';
import { Finding } from '../../../src/check/private/finding';
import { Claim, claimOf } from '../../../src/check/private/host-port-claims';
import { sharesOf } from '../../../src/check/private/place';
import { CapacityModel, ServiceModel } from '../../../src/check/private/service-model';
import { planFindings } from '../../../src/check/rules/host-port-plan-findings';
import { PortRoom } from '../../../src/check/rules/host-port-room';
import { rollingMakesProgress } from '../../../src/check/rules/rolling-makes-progress';

/** The checks that keep host ports from deadlocks. */
export interface PortChecks {
  readonly plan: (claims: readonly Claim[], room: PortRoom) => readonly Finding[];
  readonly rolling: typeof rollingMakesProgress;
}

/** Those of the library. */
export const CHECKS: PortChecks = { plan: planFindings, rolling: rollingMakesProgress };

/** What the checks have to say about a simulated cluster. */
export function findings({ capacities, services }: SimulatedCluster, { plan, rolling }: PortChecks = CHECKS): readonly Finding[] {
  const all = new Map([...capacities].map(([path, count]): [string, CapacityModel] => [path, capacityModel(path, count)]));
  const models = services.map((service) => serviceModel(service, all));
  const claims = models.flatMap((model) => claimOf(model) ?? []);
  const room = new PortRoom(claims);
  const roomOf = ({ path }: ServiceModel) => {
    const claim = claims.find((one) => one.path === path);
    return claim && room.of(claim);
  };
  return [...plan(claims, room), ...models.flatMap((model) => rolling(model, roomOf(model)))];
}

function capacityModel(path: string, count: number): CapacityModel {
  const subnets = { ways: [], noEndpoints: false, noSessionEndpoint: false };
  return { path, min: count, max: count, managedScaling: false, attributes: { capacity: path }, subnets };
}

function serviceModel(service: SimulatedService, all: ReadonlyMap<string, CapacityModel>): ServiceModel {
  const { name, ports, tasks, minHealthy, maxHealthy, strategy } = service;
  const shares = strategy.flatMap(({ capacity: path, weight }) => {
    const capacity = all.get(path);
    return capacity === undefined ? [] : [{ capacity, base: 0, weight }];
  });
  const everyInstance = tasks === undefined;
  return {
    path: name, launchType: 'EC2', exec: false, everyInstance, conditional: false, tasks, minHealthy, maxHealthy, replacement: 'rolling', constrained: false,
    task: { networkMode: 'host', containers: [{ name: 'main', portMappings: ports.map((containerPort) => ({ containerPort, protocol: 'tcp' as const })) }] },
    capacity: shares.length === 0 ? [...all.values()] : shares.map(({ capacity }) => capacity),
    shares: shares.length > 1 && tasks !== undefined ? sharesOf(shares, tasks, maxHealthy) : undefined,
    outlivesAssociation: false, ours: false,
  };
}
