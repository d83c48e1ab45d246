import { aws_iam as iam } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** What the instances of a capacity may do. */
export interface InstanceRoleOptions {
  /** The cluster in which the instances register. */
  readonly clusterArn: string;
  /** Whether Session Manager and Run Command reach the instances. */
  readonly sessionManager: boolean;
}

/**
 * The statements of the role of container instances, as few as the ECS agent allows.
 *
 * Image pulls and logs are the business of the execution role of each task, so neither is here.
 */
export function instanceRoleStatements({ clusterArn, sessionManager }: InstanceRoleOptions): iam.PolicyStatement[] {
  return [...agentStatements(clusterArn), ...sessionManager ? [sessionManagerStatement()] : []];
}

function agentStatements(clusterArn: string): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({
      actions: [
        'ecs:DeregisterContainerInstance',
        'ecs:RegisterContainerInstance',
        'ecs:SubmitAttachmentStateChanges',
        'ecs:SubmitContainerStateChange',
        'ecs:SubmitTaskStateChange',
      ],
      resources: [clusterArn],
    }),
    new iam.PolicyStatement({
      actions: ['ecs:Poll', 'ecs:StartTelemetrySession'],
      resources: ['*'],
      conditions: { ArnEquals: { 'ecs:cluster': clusterArn } },
    }),
    new iam.PolicyStatement({ actions: ['ecs:DiscoverPollEndpoint'], resources: ['*'] }),
  ];
}

/**
 * Sessions and commands travel over `ssmmessages` since agent 3.3.40: the older `ec2messages` and the parameters, documents and inventory
 * of the AWS managed policy are left out.
 */
function sessionManagerStatement(): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: [
      'ssm:UpdateInstanceInformation',
      'ssmmessages:CreateControlChannel',
      'ssmmessages:CreateDataChannel',
      'ssmmessages:OpenControlChannel',
      'ssmmessages:OpenDataChannel',
    ],
    resources: ['*'],
  });
}

/** The same role, to which nobody adds statements. */
export function withoutUpdates(scope: Construct, role: iam.IRole): iam.IRole {
  return role instanceof iam.Role ? role.withoutPolicyUpdates() : iam.Role.fromRoleName(scope, 'GivenRole', role.roleName, { mutable: false });
}
