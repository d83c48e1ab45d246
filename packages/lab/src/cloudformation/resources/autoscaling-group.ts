import type { MixedInstancesPolicy } from '@aws-sdk/client-auto-scaling';
import { scaled } from '../../clock/timers';
import type { Lab } from '../../lab';
import { mixedInstances } from '../../services/autoscaling/mixed-instances';
import { isUnknown } from '../intrinsics/intrinsic';
import { ResourceFailure } from '../resource-failure';
import type { Properties, ResourceContext, ResourceHandler, ResourceState } from '../resource-handler';
import type { RollingUpdate } from '../template/policies';
import { activitiesOf, findGroup, knownActivities, stableGroup, type KnownActivities } from './autoscaling-group-calls';
import { rollGroup } from './autoscaling-rolling-update';
import { accept, droppedKeys, tagsOf, unlessGone, type Tag } from './properties';
import { waitFor } from './wait';

const TYPE = 'AWS::AutoScaling::AutoScalingGroup';
const PROPERTIES = ['AutoScalingGroupName', 'AvailabilityZones', 'Cooldown', 'DefaultInstanceWarmup', 'DesiredCapacity', 'HealthCheckGracePeriod', 'HealthCheckType',
  'LaunchConfigurationName', 'LaunchTemplate', 'MaxSize', 'MinSize', 'MixedInstancesPolicy', 'NewInstancesProtectedFromScaleIn', 'ServiceLinkedRoleARN', 'Tags', 'VPCZoneIdentifier'] as const;

interface GroupTag extends Tag {
  readonly PropagateAtLaunch?: boolean;
}

interface GroupProperties {
  readonly AutoScalingGroupName?: string;
  readonly AvailabilityZones?: readonly string[];
  readonly Cooldown?: string;
  readonly DefaultInstanceWarmup?: number;
  readonly DesiredCapacity?: string;
  readonly HealthCheckGracePeriod?: number;
  readonly HealthCheckType?: string;
  readonly LaunchConfigurationName?: string;
  readonly LaunchTemplate?: { readonly LaunchTemplateId?: string; readonly LaunchTemplateName?: string; readonly Version?: string };
  readonly MaxSize?: string;
  readonly MinSize?: string;
  readonly MixedInstancesPolicy?: MixedInstancesPolicy;
  readonly NewInstancesProtectedFromScaleIn?: boolean;
  readonly ServiceLinkedRoleARN?: string;
  readonly Tags?: readonly GroupTag[];
  readonly VPCZoneIdentifier?: readonly string[];
}

const number = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));

const requestOf = (name: string, given: GroupProperties): object => ({
  AutoScalingGroupName: name, LaunchConfigurationName: given.LaunchConfigurationName, LaunchTemplate: given.LaunchTemplate,
  MixedInstancesPolicy: given.MixedInstancesPolicy,
  MinSize: number(given.MinSize), MaxSize: number(given.MaxSize), DesiredCapacity: number(given.DesiredCapacity), VPCZoneIdentifier: given.VPCZoneIdentifier?.join(','),
  AvailabilityZones: given.AvailabilityZones, DefaultCooldown: number(given.Cooldown),
  DefaultInstanceWarmup: given.DefaultInstanceWarmup, HealthCheckGracePeriod: given.HealthCheckGracePeriod, HealthCheckType: given.HealthCheckType,
  NewInstancesProtectedFromScaleIn: given.NewInstancesProtectedFromScaleIn, ServiceLinkedRoleARN: given.ServiceLinkedRoleARN,
});

/** Sizes that the template leaves as they were are not set again. */
const unmodifiedSizes = (before: Properties, after: Properties): object =>
  Object.fromEntries(['MinSize', 'MaxSize', 'DesiredCapacity'].filter((size) => before[size] === after[size]).map((size) => [size, undefined]));

function checkKept({ minInstancesInService }: RollingUpdate, { MaxSize }: GroupProperties): void {
  if (minInstancesInService >= Number(MaxSize)) throw new ResourceFailure('MinInstancesInService must be less than the autoscaling group\'s MaxSize');
}

/** Tags of the stack reach the instances too, as with CloudFormation on AWS. */
const groupTags = (name: string, own: readonly GroupTag[] | undefined, context: ResourceContext): object[] =>
  tagsOf(own, context).map(({ Key, Value }) => ({
    ResourceId: name, ResourceType: 'auto-scaling-group', Key, Value, PropagateAtLaunch: own?.find((tag) => tag.Key === Key)?.PropagateAtLaunch ?? true,
  }));

/** Nobody takes the protection off any more, so the end of the wait is known: the lab does not make anybody wait for it. */
const protectedText = (group: string, instances: readonly string[]): string => 'Group did not stabilize. Could not scale to desired capacity because all '
  + `remaining instances are protected from scale-in: ${instances.join(', ')}. On AWS this deletion waits in vain, too. Take the protection off with `
  + `\`aws autoscaling set-instance-protection --auto-scaling-group-name ${group} --no-protected-from-scale-in --instance-ids ${instances.join(' ')}\`, `
  + 'then delete the stack again.';

/** An Auto Scaling group; it is there when its instances are in service, and gone when the last one has been scaled in. */
export function autoScalingGroup(lab: Pick<Lab, 'timeScale'>, isReleasing: (group: string) => boolean = () => false): ResourceHandler {
  const limit = () => scaled('autoScalingGroupStabilization', lab.timeScale);

  async function stable(name: string, known: KnownActivities, context: ResourceContext): Promise<ResourceState> {
    const { AutoScalingGroupARN = '' } = await stableGroup(name, known, limit(), context);
    return { physicalId: name, attributes: { AutoScalingGroupARN } };
  }

  return {
    typeName: TYPE,
    properties: PROPERTIES,
    check: ({ MixedInstancesPolicy: policy }) => void (policy === undefined || isUnknown(policy) || mixedInstances(policy as MixedInstancesPolicy)),
    async create(properties, context) {
      const given = accept<GroupProperties>(TYPE, properties, PROPERTIES);
      const name = given.AutoScalingGroupName ?? context.generateName(255);
      await context.call('autoscaling', 'CreateAutoScalingGroup', { ...requestOf(name, given), Tags: groupTags(name, given.Tags, context) });
      context.created(name);
      return stable(name, new Set(), context);
    },
    async update({ physicalId }, before, after, context) {
      const given = accept<GroupProperties>(TYPE, after, PROPERTIES);
      const { updateOrder: order } = context;
      if (order?.policy.rolling) checkKept(order.policy.rolling, given);
      const known = await knownActivities(physicalId, context);
      const request = { ...requestOf(physicalId, given), ...(order?.policy.ignoreUnmodifiedGroupSize ? unmodifiedSizes(before, after) : {}) };
      await context.call('autoscaling', 'UpdateAutoScalingGroup', request);
      const dropped = droppedKeys((before as GroupProperties).Tags, given.Tags, context);
      if (dropped.length > 0) {
        await context.call('autoscaling', 'DeleteTags', { Tags: dropped.map((Key) => ({ ResourceId: physicalId, ResourceType: 'auto-scaling-group', Key })) });
      }
      await context.call('autoscaling', 'CreateOrUpdateTags', { Tags: groupTags(physicalId, given.Tags, context) });
      if (order?.policy.rolling) {
        const group = await stableGroup(physicalId, known, limit(), context);
        await rollGroup(group, order.policy.rolling, { context, order, known, timeScale: lab.timeScale, limit: limit() });
      }
      return stable(physicalId, known, context);
    },
    async delete({ physicalId }, _properties, context) {
      if (!await findGroup(physicalId, context)) return;
      const known = await knownActivities(physicalId, context);
      await unlessGone(context.call('autoscaling', 'UpdateAutoScalingGroup', {
        AutoScalingGroupName: physicalId, MinSize: 0, MaxSize: 0, DesiredCapacity: 0 }));
      await waitFor(context, limit(), () => 'Group did not stabilize.', async () => {
        const { Instances: left = [] } = await findGroup(physicalId, context) ?? {};
        if (left.length === 0) return true;
        const held = left.every(({ ProtectedFromScaleIn, LifecycleState }) => ProtectedFromScaleIn && LifecycleState === 'InService');
        if (held && !isReleasing(physicalId)) {
          throw new ResourceFailure(protectedText(physicalId, left.map(({ InstanceId = '' }) => InstanceId)));
        }
        const failed = (await activitiesOf(physicalId, context).catch(() => [])).find(({ ActivityId, StatusCode, Description }) =>
          StatusCode === 'Failed' && !known.has(ActivityId) && Description?.startsWith('Terminating'));
        if (failed) throw new ResourceFailure(`Group could not be deleted. Last scaling activity: ${failed.StatusMessage ?? ''}`);
        return undefined;
      });
      await unlessGone(context.call('autoscaling', 'DeleteAutoScalingGroup', { AutoScalingGroupName: physicalId }));
      await waitFor(context, limit(), () => 'Group did not stabilize.', async () => await findGroup(physicalId, context) === undefined || undefined);
    },
  };
}
