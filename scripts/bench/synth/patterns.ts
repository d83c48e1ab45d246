import { aws_ecs as ecs, aws_ecs_patterns as patterns } from 'aws-cdk-lib';
import { plainCluster } from './plain';
import { image, type Variant } from './variant';

/** Its services on EC2 come with a load balancer or a queue; this is the one with the fewest resources: a load balancer. */
export const ecsPatterns: Variant = {
  name: 'aws-ecs-patterns (each with its load balancer)',
  define(stack, services) {
    const { cluster, provider } = plainCluster(stack);
    for (let n = 0; n < services; n++) {
      new patterns.NetworkLoadBalancedEc2Service(stack, `Service${n}`, {
        cluster,
        cpu: 256,
        memoryLimitMiB: 512,
        taskImageOptions: { image, containerPort: 80 },
        minHealthyPercent: 100,
        circuitBreaker: { rollback: true },
        enableExecuteCommand: true,
        propagateTags: ecs.PropagatedTagSource.SERVICE,
        capacityProviderStrategies: [{ capacityProvider: provider.capacityProviderName, weight: 1 }],
      });
    }
  },
};
