/** What ECS is asked for, in EventBridge's own names: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_EcsParameters.html */
export interface EcsParameters {
  readonly TaskDefinitionArn: string;
  readonly TaskCount?: number;
  readonly LaunchType?: string;
  readonly NetworkConfiguration?: {
    readonly awsvpcConfiguration?: {
      readonly Subnets?: readonly string[]; readonly SecurityGroups?: readonly string[]; readonly AssignPublicIp?: string;
    };
  };
  readonly Group?: string;
  readonly CapacityProviderStrategy?: readonly object[];
  readonly EnableECSManagedTags?: boolean;
  readonly EnableExecuteCommand?: boolean;
  readonly PlacementConstraints?: readonly object[];
  readonly PlacementStrategy?: readonly object[];
  readonly PropagateTags?: string;
  readonly ReferenceId?: string;
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
}

/** A target of a rule, as it was given. */
export interface TargetRecord {
  readonly Id: string;
  readonly Arn: string;
  readonly RoleArn?: string;
  /** JSON text that takes the event's place. */
  readonly Input?: string;
  readonly EcsParameters?: EcsParameters;
}

/** Whose ARN it is, of those that a rule of the lab can have as a target. */
export function targetKind(arn: string): 'ecs' | 'lambda' | undefined {
  if (/^arn:aws[\w-]*:ecs:[\w-]+:\d{12}:cluster\/[^/]+$/.test(arn)) return 'ecs';
  return /^arn:aws[\w-]*:lambda:[\w-]+:\d{12}:function:[^:]+$/.test(arn) ? 'lambda' : undefined;
}

/** RunTask as EventBridge calls it: a constant input is the task's overrides. */
export function runTaskInput(rule: string, { Arn: cluster, Input, EcsParameters: given }: TargetRecord): object {
  const network = given?.NetworkConfiguration?.awsvpcConfiguration;
  return {
    cluster, taskDefinition: given?.TaskDefinitionArn, count: given?.TaskCount ?? 1, launchType: given?.LaunchType, group: given?.Group,
    // ECS takes 36 characters
    startedBy: `events-rule/${rule}`.slice(0, 36),
    capacityProviderStrategy: given?.CapacityProviderStrategy,
    placementConstraints: given?.PlacementConstraints, placementStrategy: given?.PlacementStrategy,
    enableECSManagedTags: given?.EnableECSManagedTags, enableExecuteCommand: given?.EnableExecuteCommand, propagateTags: given?.PropagateTags,
    referenceId: given?.ReferenceId,
    ...(given?.Tags && { tags: given.Tags.map(({ Key: key, Value: value }) => ({ key, value })) }),
    ...(network && { networkConfiguration: { awsvpcConfiguration: {
      subnets: network.Subnets, securityGroups: network.SecurityGroups, assignPublicIp: network.AssignPublicIp,
    } } }),
    ...(Input !== undefined && { overrides: JSON.parse(Input) as object }),
  };
}
