import { aws_ecs as ecs, CfnResource, Token } from 'aws-cdk-lib';
import { placementOn } from './placement';
import { rollingOf } from './rolling';
import { checkResource } from '../../check/private/check-resource';
import { claimAsOurs } from '../../check/private/ours';
import { IEc2Capacity } from '../../cluster/capacity';
import { partsOf } from '../../cluster/private/capacity-parts';
import { INetworkModeService } from '../network-mode-service';
import { Scheduling } from '../scheduling';

/** What differs between the services of the network modes. */
export interface ServiceTraits {
  readonly capacity: IEc2Capacity;
  /** One task where it is left out. */
  readonly scheduling?: Scheduling;
  /** Whether the tasks take ports of their instance. */
  readonly fixedPorts: boolean;
}

/** An ECS service on one capacity. */
export function serviceProps(taskDefinition: ecs.TaskDefinition, traits: ServiceTraits): ecs.Ec2ServiceProps {
  const scheduling = traits.scheduling ?? Scheduling.replicas(1);
  return {
    cluster: traits.capacity.cluster.cluster,
    taskDefinition,
    ...placementOn(taskDefinition, traits.capacity, scheduling),
    ...rollingOf(scheduling, traits.fixedPorts),
    circuitBreaker: { rollback: true },
    // rebalancing starts the second task before it stops the first, which a fixed port does not allow
    availabilityZoneRebalancing: ecs.AvailabilityZoneRebalancing.DISABLED,
    propagateTags: ecs.PropagatedTagSource.SERVICE,
  };
}

/** Orders a service after its capacity, checks it and its task definition at synthesis, and enters it in the host-port plan. */
export function attachToCapacity(owner: INetworkModeService, { capacity, scheduling }: ServiceTraits): void {
  // the association of the capacity provider is defined inside the cluster at synthesis; it must outlive the service
  const provider = partsOf(capacity)?.capacityProvider;
  owner.service.node.addDependency(capacity.cluster.cluster, ...provider ? [provider] : []);
  const definition = owner.taskDefinition.node.defaultChild as CfnResource;
  const service = owner.service.node.defaultChild as CfnResource;
  claimAsOurs(service);
  [definition, service].forEach(checkResource);
  capacity.hostPortPlan._add({ path: owner.node.path, definition, tasks: knownTasks(scheduling ?? Scheduling.replicas(1)) });
}

/** How many tasks the host-port plan can count on; undefined for a task on every instance. */
function knownTasks({ _count: count }: Scheduling): number | undefined {
  return Token.isUnresolved(count) ? 0 : count;
}
