import type { AutoScalingGroup, AutoScalingInstanceDetails, Instance } from '@aws-sdk/client-auto-scaling';
import { mixedView } from './mixed-instances';
import type { GroupRecord, MemberRecord, TemplateChoice } from './model';

const templateView = ({ id, name, version, configuration }: TemplateChoice): Pick<Instance, 'LaunchTemplate' | 'LaunchConfigurationName'> =>
  (configuration ? { LaunchConfigurationName: name } : { LaunchTemplate: { LaunchTemplateId: id, LaunchTemplateName: name, Version: version } });

const memberView = (member: MemberRecord): Instance => ({
  InstanceId: member.instanceId, InstanceType: member.instanceType, AvailabilityZone: member.availabilityZone, LifecycleState: member.state,
  HealthStatus: member.healthy ? 'Healthy' : 'Unhealthy', ...templateView(member.template), ProtectedFromScaleIn: member.protectedFromScaleIn,
});

export const memberDetails = (group: GroupRecord, member: MemberRecord): AutoScalingInstanceDetails => ({
  AutoScalingGroupName: group.name, InstanceId: member.instanceId, InstanceType: member.instanceType, AvailabilityZone: member.availabilityZone,
  LifecycleState: member.state, HealthStatus: member.healthy ? 'HEALTHY' : 'UNHEALTHY', ...templateView(member.template),
  ProtectedFromScaleIn: member.protectedFromScaleIn,
});

/** A mixed instances policy holds the launch template. */
const launchView = ({ template, mixed }: GroupRecord): Pick<AutoScalingGroup, 'LaunchTemplate' | 'LaunchConfigurationName' | 'MixedInstancesPolicy'> =>
  (mixed ? { MixedInstancesPolicy: mixedView(templateView(template).LaunchTemplate, mixed) } : templateView(template));

export const groupView = (group: GroupRecord): AutoScalingGroup => ({
  AutoScalingGroupName: group.name, AutoScalingGroupARN: group.arn, ...launchView(group),
  CreatedTime: new Date(group.createdAt),
  MinSize: group.minSize, MaxSize: group.maxSize, DesiredCapacity: group.desiredCapacity, DefaultCooldown: group.recorded.cooldown,
  AvailabilityZones: [...new Set(group.subnets.map(({ availabilityZone }) => availabilityZone))],
  VPCZoneIdentifier: group.subnets.map(({ id }) => id).join(','), LoadBalancerNames: [], TargetGroupARNs: [], HealthCheckType: 'EC2',
  HealthCheckGracePeriod: group.recorded.healthCheckGracePeriod, DefaultInstanceWarmup: group.recorded.defaultInstanceWarmup,
  Instances: group.members.map(memberView), EnabledMetrics: [],
  SuspendedProcesses: (group.suspended ?? []).map((ProcessName) => ({ ProcessName, SuspensionReason: 'User suspended' })),
  Tags: [...group.tags], TerminationPolicies: ['Default'],
  NewInstancesProtectedFromScaleIn: group.newInstancesProtected, ServiceLinkedRoleARN: group.recorded.serviceLinkedRoleArn, CapacityRebalance: false,
  TrafficSources: [], Status: group.deleting ? 'Delete in progress' : undefined,
});
