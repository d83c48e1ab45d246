import { Annotations, aws_ecs as ecs, CfnElement, Stack, Validations } from 'aws-cdk-lib';
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
  if (workshop.awsVpcDemo) {
    Validations.of(workshop.awsVpcDemo).acknowledge(
      { id: 'AwsSolutions-ECS2', reason: 'AWS_REGION, which aws-cdk-lib tells tasks that cannot ask the instance metadata, is no secret' });
  }
}

/** What the function of probes leaves open, and why: add this to a stack that has probes and follows the AwsSolutions rules of cdk-nag. */
export function acknowledgeProbeFindings(cluster: ecs.ICluster): void {
  const stack = Stack.of(cluster);
  const name = stack.getLogicalId(cluster.node.defaultChild as CfnElement);
  const onResource = (arn: string) => `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:${arn}]`;
  const tell = Validations.ACKNOWLEDGED_RULES_METADATA_KEY;
  // written as cdk-nag reads it, since Validations takes no id with '::', which the name of a partition has
  stack.node.findChild('NetworkModesProbeProvider').node.addMetadata(tell, {
    'AwsSolutions-IAM5[Resource::*]':
      'ecs:ListTasks is held to the cluster by a condition; DescribeTaskDefinition, DescribeVpcEndpoints and GetCommandInvocation know no resources',
    [onResource(`ecs:<AWS::Region>:<AWS::AccountId>:task/<${name}>/*`)]: 'tasks come and go, and their ARNs name their cluster alone',
    [onResource(`ecs:<AWS::Region>:<AWS::AccountId>:container-instance/<${name}>/*`)]: 'instances come and go, and their ARNs name their cluster alone',
    [onResource('ec2:<AWS::Region>:<AWS::AccountId>:instance/*')]:
      'which instance runs the task is known only when the probe runs, and it runs the document AWS-RunShellScript alone',
  });
}
