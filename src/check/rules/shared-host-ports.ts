import { planFindings } from './host-port-plan-findings';
import { PortRoom } from './host-port-room';
import { Finding } from '../private/finding';
import { Claim, claimOf } from '../private/host-port-claims';
import { Resource } from '../private/resource';
import { ServiceModel } from '../private/service-model';

/** The host-port plan of all services of an app. */
export class SharedHostPorts {
  /** What each service claims of the instances. */
  public readonly claims: ReadonlyMap<Resource, Claim>;
  /** What is left of the instances. */
  public readonly room: PortRoom;

  constructor(private readonly services: ReadonlyMap<Resource, ServiceModel>) {
    this.claims = new Map([...services].flatMap(([resource, service]): [Resource, Claim][] => {
      const claim = claimOf(service);
      return claim === undefined ? [] : [[resource, claim]];
    }));
    this.room = new PortRoom([...this.claims.values()]);
  }

  /** What the plan has to say, by the service that says it: the first that does not leave it to the plan of an `Ec2Capacity`. */
  public findings(): ReadonlyMap<Resource, Finding[]> {
    const owners = new Map([...this.claims].map(([resource, { path }]) => [path, resource]));
    const found = new Map<Resource, Finding[]>();
    for (const { claims, ...finding } of planFindings([...this.claims.values()], this.room)) {
      const places = claims.flatMap(({ path }) => owners.get(path) ?? []);
      const teller = places.find((resource) => this.services.get(resource)?.ours !== true);
      if (teller !== undefined) {
        found.set(teller, [...found.get(teller) ?? [], { ...finding, places }]);
      }
    }
    return found;
  }
}
