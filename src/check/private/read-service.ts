import { AppResources } from './app-resources';
import { TaskModel } from './model';
import { isOurs } from './ours';
import { CapacityReader } from './read-capacity';
import { NetworkReader } from './read-network';
import { readRole } from './read-role';
import { readTaskDefinition } from './read-task-definition';
import { flag, Json, list, object, Resource, text, wholeNumber } from './resource';
import { ScalingReader } from './read-scaling';
import { constrainedBy, Place, sharesOf } from './place';
import { ServiceModel } from './service-model';
import { shownPath } from './shown-path';

const DEFINITION = 'AWS::ECS::TaskDefinition';
const ASSOCIATIONS = 'AWS::ECS::ClusterCapacityProviderAssociations';

/** Reads the services of an app. */
export class ServiceReader {
  private readonly tasks = new Map<Resource, TaskModel>();
  private families?: ReadonlyMap<string | undefined, Resource>;

  private readonly scaling: ScalingReader;

  constructor(private readonly app: AppResources, private readonly capacities: CapacityReader, private readonly network: NetworkReader) {
    this.scaling = new ScalingReader(app);
  }

  /** What the rules need to know of a service. */
  public read(service: Resource): ServiceModel {
    const properties = this.app.properties(service);
    const definition = this.definition(properties.TaskDefinition);
    const cluster = this.app.linked(properties.Cluster, 'AWS::ECS::Cluster');
    const everyInstance = properties.SchedulingStrategy === 'DAEMON';
    const deployment = object(properties.DeploymentConfiguration);
    const maxHealthy = known(wholeNumber(deployment.MaximumPercent), everyInstance ? 100 : 200);
    const exec = flag(properties.EnableExecuteCommand) === true;
    const subnets = object(object(properties.NetworkConfiguration).AwsvpcConfiguration).Subnets;
    const tasks = this.scaling.tasks(service, known(wholeNumber(properties.DesiredCount), 1));
    const ofTask = definition ? this.app.properties(definition) : {};
    const constraints = [...list(properties.PlacementConstraints), ...list(ofTask.PlacementConstraints)];
    const strategy = this.strategy(properties, cluster);
    return {
      path: shownPath(service.node.path),
      launchType: this.isManaged(strategy) ? 'unknown' : launchType(properties, strategy, cluster, list(ofTask.RequiresCompatibilities)),
      task: definition && this.task(definition),
      exec,
      // our services have the role that they need
      role: exec && definition && !isOurs(service) ? readRole(this.app, ofTask.TaskRoleArn) : undefined,
      everyInstance,
      conditional: this.app.isConditional(service),
      ...tasks,
      minHealthy: known(wholeNumber(deployment.MinimumHealthyPercent), everyInstance ? 0 : 100),
      maxHealthy,
      replacement: replacement(properties),
      ...this.place(strategy, cluster, constraints, tasks.tasks, maxHealthy),
      subnets: Array.isArray(subnets) ? this.network.subnets(subnets) : undefined,
      cluster: cluster?.node.path,
      outlivesAssociation: properties.CapacityProviderStrategy !== undefined && cluster !== undefined && this.outlives(service, cluster),
      ours: isOurs(service),
    };
  }

  /** A task definition, read once. */
  public task(definition: Resource): TaskModel {
    const model = this.tasks.get(definition) ?? readTaskDefinition(this.app.properties(definition));
    this.tasks.set(definition, model);
    return model;
  }

  /** Whether ECS chooses the instances: they are not those of a group, and have rules of their own. */
  private isManaged(strategy: readonly unknown[]): boolean {
    return strategy.map((item) => this.app.linked(object(item).CapacityProvider, 'AWS::ECS::CapacityProvider'))
      .some((provider) => provider !== undefined && this.app.properties(provider).ManagedInstancesProvider !== undefined);
  }

  /** By reference, or by the name of its family. */
  private definition(value: unknown): Resource | undefined {
    this.families ??= new Map(this.app.all(DEFINITION).map((definition) => [text(this.app.properties(definition).Family), definition]));
    return this.app.linked(value, DEFINITION) ?? (typeof value === 'string' ? this.families.get(value) : undefined);
  }

  /** The instances that may carry the tasks. */
  private place(
    strategy: readonly unknown[], cluster: Resource | undefined, constraints: readonly unknown[], tasks: number | undefined, maxHealthy = 200,
  ): Place {
    const providers = strategy.length > 0 ? this.capacities.ofStrategy(strategy) : undefined;
    const all = strategy.length > 0 ? providers?.filter(({ base, weight }) => base + weight > 0).map(({ capacity }) => capacity)
      : cluster && this.capacities.ofCluster(cluster);
    const shares = providers && providers.length > 1 && tasks !== undefined ? sharesOf(providers, tasks, maxHealthy) : undefined;
    return { ...constrainedBy(constraints, all), shares };
  }

  /** That of the service, or else the default of its cluster; a launch type goes past both. */
  private strategy({ CapacityProviderStrategy: own, LaunchType: launch }: Json, cluster: Resource | undefined): unknown[] {
    if (launch !== undefined || list(own).length > 0 || cluster === undefined) {
      return list(own);
    }
    const [association] = this.app.referring(ASSOCIATIONS, 'Cluster', cluster);
    const { DefaultCapacityProviderStrategy: byDefault } = this.app.properties(association ?? cluster);
    return list(byDefault);
  }

  private outlives(service: Resource, cluster: Resource): boolean {
    const associations = this.app.referring(ASSOCIATIONS, 'Cluster', cluster).filter((association) => this.app.together(association, service));
    const before = this.app.dependencies(service);
    return associations.length > 0 && !associations.some((association) => before.has(association));
  }
}

/** What carries the tasks, by the service, the default of its cluster or its task definition. */
function launchType(
  { LaunchType: type }: Json, strategy: readonly unknown[], cluster: Resource | undefined, compatibilities: readonly unknown[],
): ServiceModel['launchType'] {
  if (type === 'FARGATE' || type === 'EXTERNAL' || type === 'EC2') {
    return type;
  }
  if (type !== undefined) {
    return 'unknown';
  }
  const fargate = strategy.some((item) => /^FARGATE(_SPOT)?$/.test(String(object(item).CapacityProvider)));
  if (fargate || (compatibilities.length === 1 && compatibilities[0] === 'FARGATE')) {
    return 'FARGATE';
  }
  // a cluster from elsewhere may run on Fargate by default
  return strategy.length > 0 || cluster !== undefined || compatibilities.includes('EC2') ? 'EC2' : 'unknown';
}

/** Blue and green tasks run beside each other for a while. */
function replacement({ DeploymentController: controller, DeploymentConfiguration: configuration }: Json): ServiceModel['replacement'] {
  const { Type: type = 'ECS' } = object(controller);
  const { Strategy: strategy = 'ROLLING' } = object(configuration);
  if (type === 'CODE_DEPLOY' || (type === 'ECS' && ['BLUE_GREEN', 'LINEAR', 'CANARY'].includes(String(strategy)))) {
    return 'beside';
  }
  return type === 'ECS' && strategy === 'ROLLING' ? 'rolling' : 'unknown';
}

function known(value: number | 'unknown' | undefined, otherwise: number): number | undefined {
  return value === undefined ? otherwise : value === 'unknown' ? undefined : value;
}
