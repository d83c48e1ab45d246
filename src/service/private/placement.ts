import { aws_ecs as ecs } from 'aws-cdk-lib';
import { IEc2Capacity } from '../../cluster/capacity';
import { Scheduling } from '../scheduling';

/**
 * Keeps the tasks of a service on its capacity.
 *
 * ECS refuses a capacity provider strategy for services on every instance, so these are held by an attribute of the instances: in the task
 * definition, whose constraints add up, while aws-cdk-lib's service forgets those of before with each further one.
 */
export function placementOn(
  taskDefinition: ecs.TaskDefinition, capacity: IEc2Capacity, { _count: count }: Scheduling,
): Partial<ecs.Ec2ServiceProps> {
  if (count !== undefined) {
    return { desiredCount: count, capacityProviderStrategies: [{ capacityProvider: capacity.capacityProviderName, weight: 1 }] };
  }
  if (capacity.attributeValue === '') {
    throw new Error(`a service on every instance finds its instances by their attribute 'capacity': those of '${capacity.node.path}' have none, `
      + 'allowed are replicas there; pass attributeValue to the capacity');
  }
  taskDefinition.addPlacementConstraint(ecs.PlacementConstraint.memberOf(`attribute:capacity == ${capacity.attributeValue}`));
  return { daemon: true };
}
