import { AppResources } from './app-resources';
import { Finding } from './finding';
import { TaskModel } from './model';
import { CapacityReader } from './read-capacity';
import { NetworkReader } from './read-network';
import { ServiceReader } from './read-service';
import { Resource, ResourceSource } from './resource';
import { CapacityModel, ServiceModel } from './service-model';
import { awsVpcTasksFindInterfaces } from '../rules/awsvpc-tasks-find-interfaces';
import { capacityFindings, providerFindings } from '../rules/capacity-rules';
import { SharedHostPorts } from '../rules/shared-host-ports';
import { serviceFindings } from '../rules/service-rules';
import { taskFindings } from '../rules/task-rules';

const SERVICE = 'AWS::ECS::Service';

/** Types of resources that rules look at. */
export const CHECKED_TYPES: ReadonlySet<string> = new Set(
  ['AWS::ECS::TaskDefinition', SERVICE, 'AWS::ECS::CapacityProvider', 'AWS::AutoScaling::AutoScalingGroup']);

/** An app as the rules see it, at the end of one synthesis; every resource is read once. */
export class AppModel {
  private readonly app: AppResources;
  private readonly capacities: CapacityReader;
  private readonly services: ServiceReader;
  private readonly models = new Map<Resource, ServiceModel>();
  private shared?: { readonly plan: SharedHostPorts; readonly findings: readonly ReadonlyMap<Resource, Finding[]>[] };

  constructor(source: ResourceSource) {
    this.app = new AppResources(source);
    const network = new NetworkReader(this.app);
    this.capacities = new CapacityReader(this.app, network);
    this.services = new ServiceReader(this.app, this.capacities, network);
  }

  /** What the rules have to say about a resource. */
  public findings(resource: Resource): Finding[] {
    switch (resource.cfnResourceType) {
      case 'AWS::ECS::TaskDefinition': return taskFindings(this.task(resource));
      case SERVICE: return this.serviceFindings(resource);
      case 'AWS::ECS::CapacityProvider': return providerFindings(resource.node.path, this.app.properties(resource));
      default: return this.capacities.carriesTasks(resource) ? capacityFindings(resource.node.path, this.app.properties(resource)) : [];
    }
  }

  /** The task definition of a resource. */
  public task(definition: Resource): TaskModel {
    return this.services.task(definition);
  }

  /** Every service. */
  public allServices(): readonly ServiceModel[] {
    return [...this.serviceModels().values()];
  }

  /** Every Auto Scaling group that certainly carries tasks. */
  public allCapacities(): readonly CapacityModel[] {
    return this.capacities.all();
  }

  /** The host-port plan of all services. */
  public hostPorts(): SharedHostPorts {
    return new SharedHostPorts(this.serviceModels());
  }

  private serviceModels(): ReadonlyMap<Resource, ServiceModel> {
    return new Map(this.app.all(SERVICE).map((service) => [service, this.service(service)]));
  }

  private service(resource: Resource): ServiceModel {
    const model = this.models.get(resource) ?? this.services.read(resource);
    this.models.set(resource, model);
    return model;
  }

  private serviceFindings(resource: Resource): Finding[] {
    const { plan, findings } = this.together();
    const claim = plan.claims.get(resource);
    return [...serviceFindings(this.service(resource), claim && plan.room.of(claim)), ...findings.flatMap((found) => found.get(resource) ?? [])];
  }

  /** What is about several services at a time. */
  private together(): NonNullable<AppModel['shared']> {
    if (this.shared === undefined) {
      const plan = this.hostPorts();
      this.shared = { plan, findings: [plan.findings(), awsVpcTasksFindInterfaces(this.serviceModels())] };
    }
    return this.shared;
  }
}
