import type { PutLifecycleHookType } from '@aws-sdk/client-auto-scaling';
import { TRANSITIONS } from '../../services/autoscaling/lifecycle';
import type { ResourceContext, ResourceHandler, ResourceState } from '../resource-handler';
import { accept, onlyValue, unlessGone } from './properties';

const TYPE = 'AWS::AutoScaling::LifecycleHook';
const PROPERTIES = ['AutoScalingGroupName', 'DefaultResult', 'HeartbeatTimeout', 'LifecycleHookName', 'LifecycleTransition', 'NotificationMetadata',
  'NotificationTargetARN', 'RoleARN'] as const;

async function put(name: string, given: PutLifecycleHookType, context: ResourceContext): Promise<ResourceState> {
  await context.call('autoscaling', 'PutLifecycleHook', { ...given, LifecycleHookName: name });
  return { physicalId: name, attributes: { LifecycleHookName: name } };
}

/** A hook that holds instances back when they launch or terminate. */
export const autoScalingLifecycleHook: ResourceHandler = {
  typeName: TYPE,
  properties: PROPERTIES,
  check: ({ LifecycleTransition }) => onlyValue(TYPE, 'LifecycleTransition', LifecycleTransition, TRANSITIONS),
  create(properties, context) {
    const given = accept<PutLifecycleHookType>(TYPE, properties, PROPERTIES);
    return put(given.LifecycleHookName ?? context.generateName(255), given, context);
  },
  update: ({ physicalId }, _before, after, context) => put(physicalId, accept<PutLifecycleHookType>(TYPE, after, PROPERTIES), context),
  async delete({ physicalId }, properties, context) {
    const AutoScalingGroupName = String(properties['AutoScalingGroupName']);
    const { AutoScalingGroups: groups = [] } = await context.call<{ readonly AutoScalingGroups?: readonly object[] }>(
      'autoscaling', 'DescribeAutoScalingGroups', { AutoScalingGroupNames: [AutoScalingGroupName] });
    if (groups.length === 0) return;
    const { LifecycleHooks: hooks = [] } = await context.call<{ readonly LifecycleHooks?: readonly object[] }>(
      'autoscaling', 'DescribeLifecycleHooks', { AutoScalingGroupName, LifecycleHookNames: [physicalId] });
    if (hooks.length > 0) await unlessGone(context.call('autoscaling', 'DeleteLifecycleHook', { AutoScalingGroupName, LifecycleHookName: physicalId }));
  },
};
