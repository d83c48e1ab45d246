import type { ActivitiesType, Activity, AutoScalingGroup, AutoScalingGroupsType } from '@aws-sdk/client-auto-scaling';
import { scaled } from '../../clock/timers';
import type { Lab } from '../../lab';
import { ResourceFailure } from '../resource-failure';
import type { ResourceContext, ResourceHandler, ResourceState } from '../resource-handler';
import { accept, droppedKeys, tagsOf, unlessGone, type Tag } from './properties';
import { waitFor } from './wait';

const TYPE = 'AWS::AutoScaling::AutoScalingGroup';
const PROPERTIES = ['AutoScalingGroupName', 'Cooldown', 'DefaultInstanceWarmup', 'DesiredCapacity', 'HealthCheckGracePeriod', 'HealthCheckType',
  'LaunchConfigurationName', 'LaunchTemplate', 'MaxSize', 'MinSize', 'NewInstancesProtectedFromScaleIn', 'ServiceLinkedRoleARN', 'Tags', 'VPCZoneIdentifier'] as const;

interface GroupTag extends Tag {
  readonly PropagateAtLaunch?: boolean;
}

interface GroupProperties {
  readonly AutoScalingGroupName?: string;
  readonly Cooldown?: string;
  readonly DefaultInstanceWarmup?: number;
  readonly DesiredCapacity?: string;
  readonly HealthCheckGracePeriod?: number;
  readonly HealthCheckType?: string;
  readonly LaunchConfigurationName?: string;
  readonly LaunchTemplate?: { readonly LaunchTemplateId?: string; readonly LaunchTemplateName?: string; readonly Version?: string };
  readonly MaxSize?: string;
  readonly MinSize?: string;
  readonly NewInstancesProtectedFromScaleIn?: boolean;
  readonly ServiceLinkedRoleARN?: string;
  readonly Tags?: readonly GroupTag[];
  readonly VPCZoneIdentifier?: readonly string[];
}

const number = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));

const requestOf = (name: string, given: GroupProperties): object => ({
  AutoScalingGroupName: name, LaunchConfigurationName: given.LaunchConfigurationName, LaunchTemplate: given.LaunchTemplate,
  MinSize: number(given.MinSize), MaxSize: number(given.MaxSize), DesiredCapacity: number(given.DesiredCapacity), VPCZoneIdentifier: given.VPCZoneIdentifier?.join(','), DefaultCooldown: number(given.Cooldown),
  DefaultInstanceWarmup: given.DefaultInstanceWarmup, HealthCheckGracePeriod: given.HealthCheckGracePeriod, HealthCheckType: given.HealthCheckType,
  NewInstancesProtectedFromScaleIn: given.NewInstancesProtectedFromScaleIn, ServiceLinkedRoleARN: given.ServiceLinkedRoleARN,
});

/** Tags of the stack reach the instances too, as with CloudFormation on AWS. */
const groupTags = (name: string, own: readonly GroupTag[] | undefined, context: ResourceContext): object[] =>
  tagsOf(own, context).map(({ Key, Value }) => ({
    ResourceId: name, ResourceType: 'auto-scaling-group', Key, Value, PropagateAtLaunch: own?.find((tag) => tag.Key === Key)?.PropagateAtLaunch ?? true,
  }));

async function find(name: string, context: ResourceContext): Promise<AutoScalingGroup | undefined> {
  const { AutoScalingGroups: [group] = [] } = await context.call<AutoScalingGroupsType>('autoscaling', 'DescribeAutoScalingGroups', { AutoScalingGroupNames: [name] });
  return group;
}

async function activities(name: string, context: ResourceContext): Promise<readonly Activity[]> {
  return (await context.call<ActivitiesType>('autoscaling', 'DescribeScalingActivities', { AutoScalingGroupName: name })).Activities ?? [];
}

/** Nobody takes the protection off any more, so the end of the wait is known: the lab does not make anybody wait for it. */
const protectedText = (group: string, instances: readonly string[]): string => 'Group did not stabilize. Could not scale to desired capacity because all '
  + `remaining instances are protected from scale-in: ${instances.join(', ')}. On AWS this deletion waits in vain, too. Take the protection off with `
  + `\`aws autoscaling set-instance-protection --auto-scaling-group-name ${group} --no-protected-from-scale-in --instance-ids ${instances.join(' ')}\`, `
  + 'then delete the stack again.';

/** An Auto Scaling group; it is there when its instances are in service, and gone when the last one has been scaled in. */
export function autoScalingGroup(lab: Pick<Lab, 'timeScale'>): ResourceHandler {
  const limit = () => scaled('autoScalingGroupStabilization', lab.timeScale);

  /** A failure that is new since `known` ends the wait at once: the group would go on trying, the stack need not. */
  async function stable(name: string, known: ReadonlySet<string | undefined>, context: ResourceContext): Promise<ResourceState> {
    const group = await waitFor(context, limit(), () => 'Group did not stabilize.', async () => {
      const now = await find(name, context);
      const wanted = now?.DesiredCapacity ?? 0;
      const members = now?.Instances ?? [];
      if (now && members.length === wanted && members.every(({ LifecycleState }) => LifecycleState === 'InService')) return now;
      const failed = (await activities(name, context)).find(({ ActivityId, StatusCode }) => StatusCode === 'Failed' && !known.has(ActivityId));
      if (failed) throw new ResourceFailure(`Group did not stabilize. Last scaling activity: ${failed.StatusMessage ?? failed.Description ?? ''}`);
      return undefined;
    });
    return { physicalId: name, attributes: { AutoScalingGroupARN: group.AutoScalingGroupARN ?? '' } };
  }

  return {
    typeName: TYPE,
    properties: PROPERTIES,
    async create(properties, context) {
      const given = accept<GroupProperties>(TYPE, properties, PROPERTIES);
      const name = given.AutoScalingGroupName ?? context.generateName(255);
      await context.call('autoscaling', 'CreateAutoScalingGroup', { ...requestOf(name, given), Tags: groupTags(name, given.Tags, context) });
      context.created(name);
      return stable(name, new Set(), context);
    },
    async update({ physicalId }, before, after, context) {
      const given = accept<GroupProperties>(TYPE, after, PROPERTIES);
      const known = new Set((await activities(physicalId, context)).map(({ ActivityId }) => ActivityId));
      await context.call('autoscaling', 'UpdateAutoScalingGroup', requestOf(physicalId, given));
      const dropped = droppedKeys((before as GroupProperties).Tags, given.Tags);
      if (dropped.length > 0) {
        await context.call('autoscaling', 'DeleteTags', { Tags: dropped.map((Key) => ({ ResourceId: physicalId, ResourceType: 'auto-scaling-group', Key })) });
      }
      await context.call('autoscaling', 'CreateOrUpdateTags', { Tags: groupTags(physicalId, given.Tags, context) });
      return stable(physicalId, known, context);
    },
    async delete({ physicalId }, _properties, context) {
      if (!await find(physicalId, context)) return;
      const known = new Set((await activities(physicalId, context)).map(({ ActivityId }) => ActivityId));
      await unlessGone(context.call('autoscaling', 'UpdateAutoScalingGroup', {
        AutoScalingGroupName: physicalId, MinSize: 0, MaxSize: 0, DesiredCapacity: 0 }));
      await waitFor(context, limit(), () => 'Group did not stabilize.', async () => {
        const { Instances: left = [] } = await find(physicalId, context) ?? {};
        if (left.length === 0) return true;
        if (left.every(({ ProtectedFromScaleIn, LifecycleState }) => ProtectedFromScaleIn && LifecycleState === 'InService')) {
          throw new ResourceFailure(protectedText(physicalId, left.map(({ InstanceId = '' }) => InstanceId)));
        }
        const failed = (await activities(physicalId, context).catch(() => [])).find(({ ActivityId, StatusCode, Description }) =>
          StatusCode === 'Failed' && !known.has(ActivityId) && Description?.startsWith('Terminating'));
        if (failed) throw new ResourceFailure(`Group could not be deleted. Last scaling activity: ${failed.StatusMessage ?? ''}`);
        return undefined;
      });
      await unlessGone(context.call('autoscaling', 'DeleteAutoScalingGroup', { AutoScalingGroupName: physicalId }));
      await waitFor(context, limit(), () => 'Group did not stabilize.', async () => await find(physicalId, context) === undefined || undefined);
    },
  };
}
