import type { ResourceHandler } from '../cloudformation/resource-handler';
import { ecsCapacityProvider } from '../cloudformation/resources/ecs-capacity-provider';
import { ecsCluster } from '../cloudformation/resources/ecs-cluster';
import { ecsClusterCapacityProviderAssociations } from '../cloudformation/resources/ecs-cluster-capacity-provider-associations';
import { ecsServiceHandler, type EcsServiceHandlerParts } from '../cloudformation/resources/ecs-service';
import { ecsTaskDefinition } from '../cloudformation/resources/ecs-task-definition';
import { resourceHandlers } from '../cloudformation/resources/handlers';

/** Every CloudFormation resource type that has behaviour in a lab. */
export function allResourceHandlers(parts: EcsServiceHandlerParts & { isReleasing(group: string): boolean }): readonly ResourceHandler[] {
  return [
    ...resourceHandlers(parts.lab, (group) => parts.isReleasing(group)),
    ecsCapacityProvider, ecsCluster, ecsClusterCapacityProviderAssociations(parts.lab), ecsServiceHandler(parts), ecsTaskDefinition,
  ];
}
