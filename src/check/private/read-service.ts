import { CfnResource, Stack } from 'aws-cdk-lib';
import { AppResources } from './app-resources';
import { TaskModel } from './model';
import { isOurs } from './ours';
import { CapacityReader } from './read-capacity';
import { NetworkReader } from './read-network';
import { flag, Json, list, object, wholeNumber } from './read-resource';
import { readRole } from './read-role';
import { readTaskDefinition } from './read-task-definition';
import { ServiceModel } from './service-model';

const ASSOCIATIONS = 'AWS::ECS::ClusterCapacityProviderAssociations';

/** Reads the services of an app. */
export class ServiceReader {
  private readonly tasks = new Map<CfnResource, TaskModel>();

  constructor(private readonly app: AppResources, private readonly capacities: CapacityReader, private readonly network: NetworkReader) {}

  /** What the rules need to know of a service. */
  public read(service: CfnResource): ServiceModel {
    const properties = this.app.properties(service);
    const definition = this.app.linked(properties.TaskDefinition, 'AWS::ECS::TaskDefinition');
    const cluster = this.app.linked(properties.Cluster, 'AWS::ECS::Cluster');
    const strategy = properties.CapacityProviderStrategy;
    const everyInstance = properties.SchedulingStrategy === 'DAEMON';
    const deployment = object(properties.DeploymentConfiguration);
    const exec = flag(properties.EnableExecuteCommand) === true;
    const subnets = object(object(properties.NetworkConfiguration).AwsvpcConfiguration).Subnets;
    return {
      path: service.node.scope?.node.path ?? service.node.path,
      launchType: launchType(properties),
      task: definition && this.task(definition),
      exec,
      // our services have the role that they need
      role: exec && definition && !isOurs(service) ? readRole(this.app, this.app.properties(definition).TaskRoleArn) : undefined,
      everyInstance,
      tasks: known(wholeNumber(properties.DesiredCount), 1),
      minHealthy: known(wholeNumber(deployment.MinimumHealthyPercent), everyInstance ? 0 : 100),
      maxHealthy: known(wholeNumber(deployment.MaximumPercent), everyInstance ? 100 : 200),
      rolls: properties.DeploymentController === undefined || object(properties.DeploymentController).Type === 'ECS',
      constrained: properties.PlacementConstraints !== undefined,
      capacity: strategy === undefined ? cluster && this.clusterCapacity(cluster) : this.capacities.ofStrategy(strategy),
      subnets: Array.isArray(subnets) ? this.network.subnets(subnets) : undefined,
      cluster: cluster?.node.path,
      outlivesAssociation: strategy !== undefined && cluster !== undefined && this.outlives(service, cluster),
      ours: isOurs(service),
    };
  }

  /** A task definition, read once. */
  public task(definition: CfnResource): TaskModel {
    const model = this.tasks.get(definition) ?? readTaskDefinition(definition, this.app.reader);
    this.tasks.set(definition, model);
    return model;
  }

  private clusterCapacity(cluster: CfnResource) {
    // the default strategy of the cluster may leave some of its instances out
    const [association] = this.app.referring(ASSOCIATIONS, 'Cluster', cluster);
    const byDefault = association && list(this.app.properties(association).DefaultCapacityProviderStrategy);
    return byDefault && byDefault.length > 0 ? this.capacities.ofStrategy(byDefault) : this.capacities.ofCluster(cluster);
  }

  private outlives(service: CfnResource, cluster: CfnResource): boolean {
    const associations = this.app.referring(ASSOCIATIONS, 'Cluster', cluster).filter((association) => Stack.of(association) === Stack.of(service));
    const before = new Set<unknown>(service.obtainDependencies());
    return associations.length > 0 && !associations.some((association) => before.has(association));
  }
}

function launchType({ LaunchType: type, CapacityProviderStrategy: strategy }: Json): ServiceModel['launchType'] {
  if (type === 'FARGATE' || type === 'EXTERNAL' || type === 'EC2') {
    return type;
  }
  if (type !== undefined) {
    return 'unknown';
  }
  return list(strategy).some((item) => /^FARGATE(_SPOT)?$/.test(String(object(item).CapacityProvider))) ? 'FARGATE' : 'EC2';
}

function known(value: number | 'unknown' | undefined, otherwise: number): number | undefined {
  return value === undefined ? otherwise : value === 'unknown' ? undefined : value;
}
