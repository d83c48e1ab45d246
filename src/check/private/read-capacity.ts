import { aws_ecs as ecs, CfnResource } from 'aws-cdk-lib';
import { AppResources } from './app-resources';
import { NetworkReader } from './read-network';
import { list, object, text, wholeNumber } from './read-resource';
import { CapacityModel } from './service-model';

const GROUP = 'AWS::AutoScaling::AutoScalingGroup';
const PROVIDER = 'AWS::ECS::CapacityProvider';
const ASSOCIATIONS = 'AWS::ECS::ClusterCapacityProviderAssociations';

/** Reads the instances behind clusters and capacity providers. */
export class CapacityReader {
  private readonly groups = new Map<CfnResource, CapacityModel | undefined>();
  private readonly clusters = new Map<CfnResource, readonly CapacityModel[] | undefined>();
  private readonly owners: ReadonlyMap<CfnResource, CfnResource>;
  /** Groups that ECS resizes. */
  private readonly scaled: ReadonlySet<CfnResource | undefined>;

  constructor(private readonly app: AppResources, private readonly network: NetworkReader) {
    this.owners = this.groupOwners();
    this.scaled = new Set(app.all(PROVIDER).filter((provider) => this.scales(provider)).map((provider) => this.groupOf(provider)));
  }

  /** The instances of the providers of a strategy; undefined where one of them is not known. */
  public ofStrategy(strategy: unknown): readonly CapacityModel[] | undefined {
    return whole(list(strategy).map((item) => {
      const provider = this.app.linked(object(item).CapacityProvider, PROVIDER);
      const group = provider && this.groupOf(provider);
      return group && this.group(group);
    }));
  }

  /** All instances of a cluster; undefined where the app may not know them all. */
  public ofCluster(cluster: CfnResource): readonly CapacityModel[] | undefined {
    if (!this.clusters.has(cluster)) {
      this.clusters.set(cluster, this.readCluster(cluster));
    }
    return this.clusters.get(cluster);
  }

  /** The Auto Scaling group of a provider. */
  public groupOf(provider: CfnResource): CfnResource | undefined {
    return this.app.linked(object(this.app.properties(provider).AutoScalingGroupProvider).AutoScalingGroupArn, GROUP);
  }

  /** Whether an Auto Scaling group carries tasks. */
  public carriesTasks(group: CfnResource): boolean {
    return this.owners.has(group);
  }

  private readCluster(cluster: CfnResource): readonly CapacityModel[] | undefined {
    const all = this.app.all(GROUP);
    // a group or instance that belongs to no cluster may register in this one by its user data
    if (all.some((group) => !this.owners.has(group)) || this.app.all('AWS::EC2::Instance').length > 0 || this.app.all('AWS::EC2::SpotFleet').length > 0) {
      return undefined;
    }
    const mine = all.filter((group) => this.owners.get(group) === cluster);
    return mine.length === 0 ? undefined : whole(mine.map((group) => this.group(group)));
  }

  /** The cluster of each group: by a capacity provider, or because the cluster construct made it. */
  private groupOwners(): Map<CfnResource, CfnResource> {
    const owners = new Map<CfnResource, CfnResource>();
    for (const association of this.app.all(ASSOCIATIONS)) {
      const { Cluster: reference, CapacityProviders: providers } = this.app.properties(association);
      const cluster = this.app.linked(reference, 'AWS::ECS::Cluster');
      for (const provider of list(providers).map((element) => this.app.linked(element, PROVIDER))) {
        const group = provider && this.groupOf(provider);
        if (cluster && group) {
          owners.set(group, cluster);
        }
      }
    }
    for (const group of this.app.all(GROUP)) {
      const construct = group.node.scopes.find((scope): scope is ecs.Cluster => scope instanceof ecs.Cluster);
      const cluster = construct?.node.defaultChild;
      if (cluster && CfnResource.isCfnResource(cluster) && !owners.has(group)) {
        owners.set(group, cluster);
      }
    }
    return owners;
  }

  private group(group: CfnResource): CapacityModel | undefined {
    if (!this.groups.has(group)) {
      this.groups.set(group, this.readGroup(group));
    }
    return this.groups.get(group);
  }

  private readGroup(group: CfnResource): CapacityModel | undefined {
    const properties = this.app.properties(group);
    const [min, max] = [wholeNumber(properties.MinSize), wholeNumber(properties.MaxSize)];
    const desired = wholeNumber(properties.DesiredCapacity);
    if (typeof min !== 'number' || typeof max !== 'number') {
      return undefined;
    }
    return {
      path: group.node.path,
      min: typeof desired === 'number' ? Math.max(min, desired) : min,
      max,
      managedScaling: this.scaled.has(group),
      instanceType: this.instanceType(properties),
      subnets: this.network.subnets(properties.VPCZoneIdentifier),
    };
  }

  private scales(provider: CfnResource): boolean {
    const scaling = object(object(this.app.properties(provider).AutoScalingGroupProvider).ManagedScaling);
    return scaling.Status !== undefined && scaling.Status !== 'DISABLED';
  }

  private instanceType(group: Record<string, unknown>): string | undefined {
    const template = this.app.linked(object(group.LaunchTemplate).LaunchTemplateId, 'AWS::EC2::LaunchTemplate');
    const configuration = this.app.linked(group.LaunchConfigurationName, 'AWS::AutoScaling::LaunchConfiguration');
    return template ? text(object(this.app.properties(template).LaunchTemplateData).InstanceType)
      : configuration && text(this.app.properties(configuration).InstanceType);
  }
}

/** The list without holes, or undefined where there is one. */
function whole<T>(items: (T | undefined)[]): T[] | undefined {
  const known = items.filter((item): item is T => item !== undefined);
  return known.length === items.length ? known : undefined;
}
