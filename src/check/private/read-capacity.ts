import { AppResources } from './app-resources';
import { ProviderShare } from './place';
import { NetworkReader } from './read-network';
import { knownText, list, object, Resource, text, wholeNumber } from './resource';
import { CapacityModel } from './service-model';
import { shownPath } from './shown-path';

const CLUSTER = 'AWS::ECS::Cluster';
const GROUP = 'AWS::AutoScaling::AutoScalingGroup';
const PROVIDER = 'AWS::ECS::CapacityProvider';
const ASSOCIATIONS = 'AWS::ECS::ClusterCapacityProviderAssociations';
const TEMPLATE = 'AWS::EC2::LaunchTemplate';
const CONFIGURATION = 'AWS::AutoScaling::LaunchConfiguration';

/** Reads the instances behind clusters and capacity providers. */
export class CapacityReader {
  private readonly groups = new Map<Resource, CapacityModel | undefined>();
  private readonly clusters = new Map<Resource, readonly CapacityModel[] | undefined>();
  private readonly owners: ReadonlyMap<Resource, Resource>;
  /** Groups that ECS resizes. */
  private readonly scaled: ReadonlySet<Resource | undefined>;

  constructor(private readonly app: AppResources, private readonly network: NetworkReader) {
    this.owners = this.groupOwners();
    this.scaled = new Set(app.all(PROVIDER).filter((provider) => this.scales(provider)).map((provider) => this.groupOf(provider)));
  }

  /** The instances of the providers of a strategy; undefined where one of them is not known. */
  public ofStrategy(strategy: unknown): readonly ProviderShare[] | undefined {
    const items = list(strategy).map(object);
    return items.length === 0 ? undefined : whole(items.map(({ CapacityProvider: name, Base: base, Weight: weight }) => {
      const provider = this.app.linked(name, PROVIDER);
      const group = provider && this.groupOf(provider);
      const capacity = group && this.group(group);
      const [first, share] = [wholeNumber(base) ?? 0, wholeNumber(weight) ?? (items.length === 1 ? 1 : 0)];
      return capacity && typeof first === 'number' && typeof share === 'number' ? { capacity, base: first, weight: share } : undefined;
    }));
  }

  /** All instances of a cluster; undefined where the app may not know them all. */
  public ofCluster(cluster: Resource): readonly CapacityModel[] | undefined {
    if (!this.clusters.has(cluster)) {
      this.clusters.set(cluster, this.readCluster(cluster));
    }
    return this.clusters.get(cluster);
  }

  /** Every group that certainly carries tasks. */
  public all(): readonly CapacityModel[] {
    return [...this.owners.keys()].flatMap((group) => this.group(group) ?? []);
  }

  /** Whether an Auto Scaling group carries tasks. */
  public carriesTasks(group: Resource): boolean {
    return this.owners.has(group);
  }

  private groupOf(provider: Resource): Resource | undefined {
    return this.app.linked(object(this.app.properties(provider).AutoScalingGroupProvider).AutoScalingGroupArn, GROUP);
  }

  private readCluster(cluster: Resource): readonly CapacityModel[] | undefined {
    const all = this.app.all(GROUP);
    // a group or instance that belongs to no cluster may register in this one by its user data
    if (all.some((group) => !this.owners.has(group)) || this.app.all('AWS::EC2::Instance').some((instance) => this.mayJoin(instance)) || this.app.all('AWS::EC2::SpotFleet').length > 0) {
      return undefined;
    }
    const mine = all.filter((group) => this.owners.get(group) === cluster);
    return mine.length === 0 ? undefined : whole(mine.map((group) => this.group(group)));
  }

  /** Bastion hosts and NAT instances say nothing of ECS. */
  private mayJoin(instance: Resource): boolean {
    const { UserData: userData } = this.app.properties(instance);
    return this.app.mentioned(userData, CLUSTER).length > 0 || /ecs/i.test(knownText(userData));
  }

  /** The cluster of each group: by a capacity provider, or because its user data names the cluster. */
  private groupOwners(): Map<Resource, Resource> {
    const owners = new Map<Resource, Resource>();
    const associated = [
      ...this.app.all(ASSOCIATIONS).map((association) => this.app.properties(association))
        .map(({ Cluster: reference, CapacityProviders: providers }) => ({ cluster: this.app.linked(reference, CLUSTER), providers })),
      ...this.app.all(CLUSTER).map((cluster) => ({ cluster, providers: this.app.properties(cluster).CapacityProviders })),
    ];
    for (const { cluster, providers } of associated) {
      for (const provider of list(providers).map((element) => this.app.linked(element, PROVIDER))) {
        const group = provider && this.groupOf(provider);
        if (cluster && group) {
          owners.set(group, cluster);
        }
      }
    }
    for (const group of this.app.all(GROUP)) {
      const [cluster, ...others] = new Set(this.app.mentioned(this.launch(group).UserData, CLUSTER));
      if (cluster && others.length === 0 && !owners.has(group)) {
        owners.set(group, cluster);
      }
    }
    return owners;
  }

  private group(group: Resource): CapacityModel | undefined {
    if (!this.groups.has(group)) {
      this.groups.set(group, this.app.isConditional(group) ? undefined : this.readGroup(group));
    }
    return this.groups.get(group);
  }

  private readGroup(group: Resource): CapacityModel | undefined {
    const properties = this.app.properties(group);
    const [min, max] = [wholeNumber(properties.MinSize), wholeNumber(properties.MaxSize)];
    const desired = wholeNumber(properties.DesiredCapacity);
    if (typeof min !== 'number' || typeof max !== 'number') {
      return undefined;
    }
    const launch = this.launch(group);
    return {
      path: shownPath(group.node.path),
      min: typeof desired === 'number' ? Math.max(min, desired) : min,
      max,
      managedScaling: this.scaled.has(group),
      instanceType: properties.MixedInstancesPolicy === undefined ? text(launch.InstanceType) : undefined,
      attributes: attributesOf(knownText(launch.UserData)),
      subnets: this.network.subnets(properties.VPCZoneIdentifier),
    };
  }

  private scales(provider: Resource): boolean {
    const scaling = object(object(this.app.properties(provider).AutoScalingGroupProvider).ManagedScaling);
    return scaling.Status !== undefined && scaling.Status !== 'DISABLED';
  }

  /** What the instances of a group are launched with. */
  private launch(group: Resource): Record<string, unknown> {
    const { LaunchTemplate: direct, MixedInstancesPolicy: mixed, LaunchConfigurationName: name } = this.app.properties(group);
    const specification = object(direct ?? object(object(mixed).LaunchTemplate).LaunchTemplateSpecification);
    const template = this.app.linked(specification.LaunchTemplateId ?? specification.LaunchTemplateName, TEMPLATE);
    const configuration = this.app.linked(name, CONFIGURATION);
    return template ? object(this.app.properties(template).LaunchTemplateData) : configuration ? this.app.properties(configuration) : {};
  }
}

/** The attributes that user data gives to instances, as the agent reads them. */
function attributesOf(userData: string): Readonly<Record<string, unknown>> {
  const [, json] = /ECS_INSTANCE_ATTRIBUTES='?({[^}]*})/.exec(userData) ?? [];
  try {
    return object(JSON.parse(json ?? '{}'));
  } catch {
    // not ours to judge: constraints on such attributes are then not known
    return {};
  }
}

/** The list without holes, or undefined where there is one. */
function whole<T>(items: (T | undefined)[]): T[] | undefined {
  const known = items.filter((item): item is T => item !== undefined);
  return known.length === items.length ? known : undefined;
}
