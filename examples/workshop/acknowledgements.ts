import { Annotations, Validations } from 'aws-cdk-lib';
import { NetworkModesWorkshop } from '../../src';

/** What the workshop leaves open on purpose, and why: a warning of this library, and findings of the AwsSolutions rules of cdk-nag. */
export function acknowledgeFindings(workshop: NetworkModesWorkshop): void {
  Annotations.of(workshop).acknowledgeWarning('cdk-ecs-network-modes:hostModeInstanceRole',
    'the pages show that a host-mode task shares its instance, and the instance runs nothing else');
  Validations.of(workshop).acknowledge(
    { id: 'AwsSolutions-VPC7', reason: 'flow logs cost money and show nothing that the pages look at; the VPC lives as long as the workshop' },
    { id: 'AwsSolutions-ECS4', reason: 'Container Insights costs money and the pages do not look at it' },
    { id: 'AwsSolutions-AS3', reason: 'nobody is on call for one instance that lives as long as the workshop' },
    {
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'ssmmessages, ssm:UpdateInstanceInformation and ecs:DiscoverPollEndpoint know no resources; ecs:Poll is held to the cluster by a condition',
    },
  );
}
