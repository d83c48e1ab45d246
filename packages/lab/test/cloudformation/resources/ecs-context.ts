import type { Properties, ResourceContext } from '../../../src/cloudformation/resource-handler';
import type { EcsLab } from '../../support/ecs';

export interface TestContext extends ResourceContext {
  /** Physical ids told early. */
  readonly told: readonly string[];
  readonly cancel: () => void;
}

/** A stack's context whose calls reach the lab. */
export function ecsContext(lab: EcsLab, logicalId: string): TestContext {
  const told: string[] = [];
  const controller = new AbortController();
  const principal = { kind: 'root', arn: 'arn:aws:iam::123456789012:root' } as const;
  return {
    stackId: 'arn:aws:cloudformation:us-east-1:123456789012:stack/demo/1', stackName: 'demo', logicalId, accountId: '123456789012', region: 'us-east-1',
    tags: [{ Key: 'aws:cloudformation:stack-name', Value: 'demo' }], clock: lab.clock, signal: controller.signal, told,
    cancel: () => controller.abort(),
    call: (service, operation, input) => lab.lab.lab.invoke(service, operation, input, principal),
    generateName: (maximum) => `demo-${logicalId}-abc`.slice(0, maximum),
    created: (physicalId) => void told.push(physicalId),
  };
}

/** A task definition as the CDK writes it. */
export const TASK_DEFINITION: Properties = {
  Family: 'demo', NetworkMode: 'host', Cpu: '256', Memory: '512', RequiresCompatibilities: ['EC2'], TaskRoleArn: 'arn:aws:iam::123456789012:role/task',
  ContainerDefinitions: [{
    Name: 'nginx', Image: 'nginx:alpine', Essential: true, PortMappings: [{ ContainerPort: 80, HostPort: 80, Protocol: 'tcp' }],
    DockerLabels: { 'Some.Label': 'x' }, LinuxParameters: { InitProcessEnabled: true },
    Environment: [{ Name: 'A', Value: '1' }],
    LogConfiguration: { LogDriver: 'awslogs', Options: { 'awslogs-group': 'g', 'awslogs-region': 'us-east-1', 'awslogs-stream-prefix': 'p' } },
  }],
};
