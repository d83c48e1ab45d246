import type { Lab } from '../../lab';

export interface AutoScalingGroup {
  readonly name: string;
  readonly arn: string;
  /** Whether new instances of the group are protected from scale-in. */
  readonly isProtected: boolean;
}

/** What ECS asks of EC2 Auto Scaling. */
export interface AutoScalingGroups {
  /** By name or ARN. */
  find(nameOrArn: string): Promise<AutoScalingGroup | undefined>;
  /** Name of the group that the machine belongs to. */
  groupOf(ec2InstanceId: string): Promise<string | undefined>;
}

interface GroupsReply {
  readonly AutoScalingGroups?: readonly {
    readonly AutoScalingGroupName?: string; readonly AutoScalingGroupARN?: string; readonly NewInstancesProtectedFromScaleIn?: boolean;
  }[];
}

interface InstancesReply {
  readonly AutoScalingInstances?: readonly { readonly AutoScalingGroupName?: string }[];
}

/** Asks the lab's own Auto Scaling, as ECS. */
export function autoScalingGroups(lab: Pick<Lab, 'invoke' | 'accountId'>): AutoScalingGroups {
  const ecs = { kind: 'service', service: 'ecs.amazonaws.com', arn: `arn:aws:iam::${lab.accountId}:role/aws-service-role/ecs.amazonaws.com` } as const;
  return {
    async find(nameOrArn) {
      const name = nameOrArn.replace(/^.*autoScalingGroupName\//, '');
      const reply = await lab.invoke<GroupsReply>('autoscaling', 'DescribeAutoScalingGroups', { AutoScalingGroupNames: [name] }, ecs);
      const [group] = reply.AutoScalingGroups ?? [];
      return group && { name, arn: group.AutoScalingGroupARN ?? nameOrArn, isProtected: group.NewInstancesProtectedFromScaleIn === true };
    },
    async groupOf(ec2InstanceId) {
      const reply = await lab.invoke<InstancesReply>('autoscaling', 'DescribeAutoScalingInstances', { InstanceIds: [ec2InstanceId] }, ecs);
      return reply.AutoScalingInstances?.[0]?.AutoScalingGroupName;
    },
  };
}
