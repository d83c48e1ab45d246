import type { NetworkConfiguration, RunTaskRequest, StartTaskRequest, Tag, TaskOverride } from '@aws-sdk/client-ecs';
import { clientError, invalidParameter } from '../../ecs/errors';
import type { ClusterRecord, TaskDefinitionRecord } from '../../ecs/records';
import type { TaskNetworks } from '../../ecs/runtime/task-networks';
import type { TaskOrder } from '../../ecs/task/create';
import { unassumableRole, unassumableText } from '../../ecs/task/roles';
import { normaliseCpu, normaliseMemory } from '../../ecs/task-definition/sizes';
import { refuseUnsupported } from '../../ecs/unsupported';
import type { Ecs } from './ecs';
import { findTaskDefinition } from './find';
import { checkedTags } from './tags';

type LaunchRequest = Omit<StartTaskRequest & RunTaskRequest, 'containerInstances'>;

/** Checks what RunTask and StartTask have in common and gives what their tasks are made from. */
export function launchOrder(ecs: Ecs, cluster: ClusterRecord, input: LaunchRequest, longestStartedBy: number): TaskOrder {
  const definition = findTaskDefinition(ecs, input.taskDefinition, invalidParameter);
  const overrides = checkedOverrides(input.overrides ?? {}, definition);
  checkNetworkConfiguration(definition, input.networkConfiguration, ecs.control.networks);
  if (input.enableExecuteCommand === true && (overrides.taskRoleArn ?? definition.taskRoleArn) === undefined) {
    throw invalidParameter('The execute command failed because a valid task role is not being used. Specify a valid task role in your task '
      + 'definition or as a task override and try again.');
  }
  if ((input.startedBy?.length ?? 0) > longestStartedBy) {
    throw invalidParameter(`startedBy has ${input.startedBy?.length} characters; at most ${longestStartedBy} are allowed.`);
  }
  if (input.group?.startsWith('service:') === true) {
    throw invalidParameter(`The group '${input.group}' is not valid; groups that begin with service: are those of services.`);
  }
  refuseUnsupported(definition, overrides);
  const roles = {
    taskRoleArn: overrides.taskRoleArn ?? definition.taskRoleArn, executionRoleArn: overrides.executionRoleArn ?? definition.executionRoleArn };
  const unassumable = unassumableRole(roles, ecs.control.assumable);
  if (unassumable !== undefined) {
    throw clientError(unassumableText(unassumable));
  }
  return {
    clusterArn: cluster.clusterArn,
    group: input.group ?? `family:${definition.family}`,
    startedBy: input.startedBy,
    definition,
    overrides,
    enableExecuteCommand: input.enableExecuteCommand ?? false,
    networkConfiguration: input.networkConfiguration,
    tags: launchTags(input, definition, cluster),
  };
}

/** Only awsvpc tasks have a network configuration of their own, and they must have one. */
export function checkNetworkConfiguration(definition: TaskDefinitionRecord, given: NetworkConfiguration | undefined, networks: TaskNetworks): void {
  const isGiven = given?.awsvpcConfiguration !== undefined;
  if (isGiven && definition.networkMode !== 'awsvpc') {
    throw invalidParameter('Network Configuration is not valid for the given networkMode of this task definition.');
  }
  if (!isGiven && definition.networkMode === 'awsvpc') {
    throw invalidParameter("Network Configuration must be provided when networkMode 'awsvpc' is specified.");
  }
  networks.check(given);
}

function checkedOverrides(overrides: TaskOverride, definition: TaskDefinitionRecord): TaskOverride {
  const names = definition.containerDefinitions.map(({ name }) => name);
  const stranger = (overrides.containerOverrides ?? []).find(({ name = '' }) => !names.includes(name));
  if (stranger !== undefined) {
    throw invalidParameter(`Override for container named ${stranger.name ?? ''} is not a container in the TaskDefinition.`);
  }
  return { ...overrides, cpu: normaliseCpu(overrides.cpu), memory: normaliseMemory(overrides.memory) };
}

function launchTags({ enableECSManagedTags, propagateTags, tags }: LaunchRequest, definition: TaskDefinitionRecord, cluster: ClusterRecord): Tag[] {
  if (propagateTags !== undefined && propagateTags !== 'TASK_DEFINITION' && propagateTags !== 'NONE') {
    throw invalidParameter(`propagateTags is '${propagateTags}'; allowed for a task are TASK_DEFINITION and NONE.`);
  }
  const own = checkedTags(tags);
  const propagated = propagateTags === 'TASK_DEFINITION' ? definition.tags.filter(({ key }) => !own.some((tag) => tag.key === key)) : [];
  const managed = enableECSManagedTags === true ? [{ key: 'aws:ecs:clusterName', value: cluster.clusterName }] : [];
  return [...managed, ...propagated, ...own];
}
