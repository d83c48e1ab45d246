import type { Stack, StackResource, StackResourceSummary } from '@aws-sdk/client-cloudformation';
import type { ResourceRecord, StackRecord } from './stack';

/** A stack as DescribeStacks shows it. */
export function describeStack(stack: StackRecord): Stack {
  const { source, outputs } = stack;
  return {
    StackId: stack.id,
    StackName: stack.name,
    StackStatus: stack.status,
    ...(stack.statusReason === undefined ? {} : { StackStatusReason: stack.statusReason }),
    ...(source.description === undefined ? {} : { Description: source.description }),
    ...(stack.changeSetId === undefined ? {} : { ChangeSetId: stack.changeSetId }),
    ...(stack.roleArn === undefined ? {} : { RoleARN: stack.roleArn }),
    CreationTime: new Date(stack.createdAt),
    ...(stack.updatedAt === undefined ? {} : { LastUpdatedTime: new Date(stack.updatedAt) }),
    ...(stack.deletedAt === undefined ? {} : { DeletionTime: new Date(stack.deletedAt) }),
    Parameters: source.parameters.map(({ key, value, resolvedValue, noEcho }) => ({
      ParameterKey: key, ParameterValue: noEcho ? '****' : value, ...(resolvedValue === undefined ? {} : { ResolvedValue: resolvedValue }),
    })),
    Outputs: outputs.map(({ key, value, description, exportName }) => ({
      OutputKey: key, OutputValue: value,
      ...(description === undefined ? {} : { Description: description }), ...(exportName === undefined ? {} : { ExportName: exportName }),
    })),
    Tags: source.tags.map(({ Key, Value }) => ({ Key, Value })),
    Capabilities: [...source.capabilities] as Stack['Capabilities'],
    NotificationARNs: [],
    RollbackConfiguration: {},
    DisableRollback: stack.disableRollback,
    EnableTerminationProtection: stack.terminationProtection,
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  };
}

/** A resource as DescribeStackResources shows it. */
export function describeResource(stack: StackRecord, resource: ResourceRecord): StackResource {
  return {
    StackId: stack.id, StackName: stack.name, Timestamp: new Date(resource.changedAt), DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
    ...identity(resource),
  };
}

/** A resource as ListStackResources shows it. */
export function summarizeResource(resource: ResourceRecord): StackResourceSummary {
  return { ...identity(resource), LastUpdatedTimestamp: new Date(resource.changedAt), DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' } };
}

function identity(resource: ResourceRecord): Pick<StackResource, 'LogicalResourceId' | 'PhysicalResourceId' | 'ResourceType' | 'ResourceStatus' | 'ResourceStatusReason'> & {
  LogicalResourceId: string; ResourceType: string; ResourceStatus: ResourceRecord['status'];
} {
  return {
    LogicalResourceId: resource.logicalId, ResourceType: resource.type, ResourceStatus: resource.status,
    ...(resource.physicalId === undefined ? {} : { PhysicalResourceId: resource.physicalId }),
    ...(resource.statusReason === undefined ? {} : { ResourceStatusReason: resource.statusReason }),
  };
}
