import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { AppResources } from './app-resources';
import { Finding } from './finding';
import { TaskModel } from './model';
import { CapacityReader } from './read-capacity';
import { NetworkReader } from './read-network';
import { ServiceReader } from './read-service';
import { ServiceModel } from './service-model';
import { capacityFindings, providerFindings } from '../rules/capacity-rules';
import { sharedPortFindings } from '../rules/shared-host-ports';
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
  private readonly models = new Map<CfnResource, ServiceModel>();
  private shared?: ReadonlyMap<CfnResource, Finding[]>;

  constructor(root: IConstruct) {
    this.app = new AppResources(root);
    const network = new NetworkReader(this.app);
    this.capacities = new CapacityReader(this.app, network);
    this.services = new ServiceReader(this.app, this.capacities, network);
  }

  /** What the rules have to say about a resource. */
  public findings(resource: CfnResource): Finding[] {
    switch (resource.cfnResourceType) {
      case 'AWS::ECS::TaskDefinition': return taskFindings(this.task(resource));
      case SERVICE: return [...serviceFindings(this.service(resource)), ...this.sharedPorts().get(resource) ?? []];
      case 'AWS::ECS::CapacityProvider': return providerFindings(resource.node.path, this.app.properties(resource));
      default: return this.capacities.carriesTasks(resource) ? capacityFindings(resource.node.path, this.app.properties(resource)) : [];
    }
  }

  /** The task definition of a resource. */
  public task(definition: CfnResource): TaskModel {
    return this.services.task(definition);
  }

  private service(resource: CfnResource): ServiceModel {
    const model = this.models.get(resource) ?? this.services.read(resource);
    this.models.set(resource, model);
    return model;
  }

  private sharedPorts(): ReadonlyMap<CfnResource, Finding[]> {
    this.shared ??= sharedPortFindings(new Map(this.app.all(SERVICE).map((service) => [service, this.service(service)])));
    return this.shared;
  }
}

interface Reading {
  readonly model: AppModel;
  readonly asked: Set<IConstruct>;
}

const readings = new WeakMap<IConstruct, Reading>();

/** The model for one more question of a construct; who asks a second time is in another synthesis, and gets a fresh one. */
export function modelFor(asking: IConstruct): AppModel {
  const { root } = asking.node;
  let reading = readings.get(root);
  if (reading === undefined || reading.asked.has(asking)) {
    reading = { model: new AppModel(root), asked: new Set() };
    readings.set(root, reading);
  }
  reading.asked.add(asking);
  return reading.model;
}
