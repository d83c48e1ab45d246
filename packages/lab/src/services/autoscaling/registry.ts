import type { GroupLookup } from '../../ecs/capacity/managed-groups';
import type { Service } from '../../gateway/operation';
import type { InstanceListener } from '../ec2/instances/lifecycle';
import { watchedTable } from '../ec2/watched-table';
import { onGroups } from './access';
import type { AutoScaling, AutoScalingDependencies } from './autoscaling';
import { completeLifecycleAction } from './complete-lifecycle-action';
import { GroupController } from './controller';
import { createAutoScalingGroup } from './create-auto-scaling-group';
import { createLaunchConfiguration } from './create-launch-configuration';
import { createOrUpdateTags } from './create-or-update-tags';
import { deleteAutoScalingGroup } from './delete-auto-scaling-group';
import { deleteLaunchConfiguration } from './delete-launch-configuration';
import { deleteLifecycleHook } from './delete-lifecycle-hook';
import { deleteTags } from './delete-tags';
import { describeAutoScalingGroups } from './describe-auto-scaling-groups';
import { describeAutoScalingInstances } from './describe-auto-scaling-instances';
import { describeLaunchConfigurations } from './describe-launch-configurations';
import { describeLifecycleHooks } from './describe-lifecycle-hooks';
import { describeScalingActivities } from './describe-scaling-activities';
import { describeTags } from './describe-tags';
import { groupLookup } from './group-lookup';
import { autoScalingTables } from './model';
import { putLifecycleHook } from './put-lifecycle-hook';
import { recordLifecycleActionHeartbeat } from './record-lifecycle-action-heartbeat';
import { resumeProcesses } from './resume-processes';
import { setDesiredCapacity } from './set-desired-capacity';
import { setInstanceHealth } from './set-instance-health';
import { setInstanceProtection } from './set-instance-protection';
import { suspendProcesses } from './suspend-processes';
import { StatusChecks } from './status-checks';
import { terminateInstanceInAutoScalingGroup } from './terminate-instance-in-auto-scaling-group';
import { updateAutoScalingGroup } from './update-auto-scaling-group';

/** Auto Scaling with what the lab's start and stop need of it. */
export interface AutoScalingService {
  readonly service: Service;
  /** To be told when an instance begins to fail its status checks, and when it passes them again. */
  impaired(instanceId: string, impaired: boolean): void;
  /** To be told of every change of an instance's state. */
  readonly instanceChanged: InstanceListener;
  /** A group as it is at this moment. */
  readonly group: GroupLookup;
  /** Told after every change of a group or of one of its members. Returns what unsubscribes. */
  onChange(listener: () => void): () => void;
  /** Once at start, after EC2 has reconciled. */
  resume(): Promise<void>;
  /** Ends the keeping up of groups; nothing is terminated. */
  stop(): Promise<void>;
}

export function autoScalingService(dependencies: AutoScalingDependencies): AutoScalingService {
  const listeners = new Set<() => void>();
  const kept = autoScalingTables(dependencies.lab.store);
  const tables = { ...kept, groups: watchedTable(kept.groups, () => listeners.forEach((listener) => listener())) };
  const controller = new GroupController(tables, dependencies.lab, dependencies.instance);
  const checks = new StatusChecks({ tables, lab: dependencies.lab, unhealthy: (group) => controller.changed(group) });
  const autoScaling: AutoScaling = { ...dependencies, tables, controller };
  return {
    impaired: (instanceId, impaired) => checks.changed(instanceId, impaired),
    instanceChanged: (instance) => controller.instanceChanged(instance),
    group: groupLookup(tables),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    resume: () => controller.resume(),
    stop() {
      checks.stop();
      return controller.stop();
    },
    service: {
      name: 'autoscaling',
      protocol: { kind: 'aws-query', apiVersion: '2011-01-01', namespace: 'http://autoscaling.amazonaws.com/doc/2011-01-01/' },
      operations: onGroups(autoScaling, {
        CompleteLifecycleAction: completeLifecycleAction(autoScaling),
        CreateAutoScalingGroup: createAutoScalingGroup(autoScaling),
        CreateLaunchConfiguration: createLaunchConfiguration(autoScaling),
        CreateOrUpdateTags: createOrUpdateTags(autoScaling),
        DeleteAutoScalingGroup: deleteAutoScalingGroup(autoScaling),
        DeleteLaunchConfiguration: deleteLaunchConfiguration(autoScaling),
        DeleteLifecycleHook: deleteLifecycleHook(autoScaling),
        DeleteTags: deleteTags(autoScaling),
        DescribeAutoScalingGroups: describeAutoScalingGroups(autoScaling),
        DescribeAutoScalingInstances: describeAutoScalingInstances(autoScaling),
        DescribeLaunchConfigurations: describeLaunchConfigurations(autoScaling),
        DescribeLifecycleHooks: describeLifecycleHooks(autoScaling),
        DescribeScalingActivities: describeScalingActivities(autoScaling),
        DescribeTags: describeTags(autoScaling),
        PutLifecycleHook: putLifecycleHook(autoScaling),
        RecordLifecycleActionHeartbeat: recordLifecycleActionHeartbeat(autoScaling),
        ResumeProcesses: resumeProcesses(autoScaling),
        SetDesiredCapacity: setDesiredCapacity(autoScaling),
        SetInstanceHealth: setInstanceHealth(autoScaling),
        SetInstanceProtection: setInstanceProtection(autoScaling),
        SuspendProcesses: suspendProcesses(autoScaling),
        TerminateInstanceInAutoScalingGroup: terminateInstanceInAutoScalingGroup(autoScaling),
        UpdateAutoScalingGroup: updateAutoScalingGroup(autoScaling),
      }),
    },
  };
}
