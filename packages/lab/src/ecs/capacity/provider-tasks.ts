import type { Candidate } from '../placement/candidate';
import type { Seeker } from '../placement/place';
import type { CapacityProviderRecord, ClusterRecord, ContainerInstanceRecord, TaskRecord } from '../records';
import { waitingSeeker } from '../runtime/waiting';
import type { EcsControlPlane } from '../scheduler-runtime';
import { blankInstances } from './blanks';

/** What managed scaling looks at of a cluster: the instances of a group, and the tasks of a capacity provider. */
export class ProviderTasks {
  constructor(private readonly control: Pick<EcsControlPlane, 'book' | 'tables' | 'networks'>) {}

  instancesOf({ clusterArn }: ClusterRecord, autoScalingGroupName: string): readonly ContainerInstanceRecord[] {
    return this.control.book.instances().filter((instance) => instance.clusterArn === clusterArn && instance.status !== 'INACTIVE'
      && instance.autoScalingGroupName === autoScalingGroupName);
  }

  /** Whether tasks of no daemon service are on the instance. */
  isBusy(instance: ContainerInstanceRecord): boolean {
    return this.tasksOn(instance).some((task) => !this.isDaemon(task));
  }

  /** Instances as the group would launch them now, one for each zone. */
  blanks(zones: readonly string[], instances: readonly ContainerInstanceRecord[]): readonly Candidate[] {
    const model = instances.reduce<ContainerInstanceRecord | undefined>((latest, one) =>
      (latest === undefined || one.registeredAt >= latest.registeredAt ? one : latest), undefined);
    const daemons = model === undefined ? [] : this.tasksOn(model).filter((task) => this.isDaemon(task));
    return blankInstances(model, zones, daemons.map(({ demand }) => demand));
  }

  /** Tasks of the provider for which no instance has room. */
  waiting({ clusterArn }: ClusterRecord, { name }: CapacityProviderRecord): readonly Seeker[] {
    const { book, tables, networks } = this.control;
    return book.provisioning(clusterArn)
      .filter((task) => task.capacityProviderName === name && task.desiredStatus === 'RUNNING' && task.containerInstanceArn === undefined)
      .flatMap((task) => {
        const definition = tables.taskDefinitions.get(task.taskDefinitionArn);
        return definition === undefined ? [] : [waitingSeeker(task, definition, networks.zonesOf(task.networkConfiguration))];
      });
  }

  private tasksOn({ containerInstanceArn }: ContainerInstanceRecord): readonly TaskRecord[] {
    return this.control.book.liveOn(containerInstanceArn);
  }

  private isDaemon({ serviceArn = '' }: TaskRecord): boolean {
    return this.control.tables.services.get(serviceArn)?.schedulingStrategy === 'DAEMON';
  }
}
