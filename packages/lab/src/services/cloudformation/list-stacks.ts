import type { ListStacksInput, ListStacksOutput } from '@aws-sdk/client-cloudformation';
import type { CloudFormation } from '../../cloudformation/cloudformation';
import { stackOperation } from '../../cloudformation/operation';

export const listStacks = (cloudFormation: CloudFormation) => stackOperation<ListStacksInput, ListStacksOutput>(
  'ListStacks', ['StackStatusFilter'], (input) => {
    const wanted: readonly string[] = input.StackStatusFilter ?? [];
    const stacks = [...cloudFormation.stacks.list()].reverse().filter(({ status }) => wanted.length === 0 || wanted.includes(status));
    return {
      StackSummaries: stacks.map((stack) => ({
        StackId: stack.id, StackName: stack.name, StackStatus: stack.status, CreationTime: new Date(stack.createdAt),
        ...(stack.statusReason === undefined ? {} : { StackStatusReason: stack.statusReason }),
        ...(stack.source.description === undefined ? {} : { TemplateDescription: stack.source.description }),
        ...(stack.updatedAt === undefined ? {} : { LastUpdatedTime: new Date(stack.updatedAt) }),
        ...(stack.deletedAt === undefined ? {} : { DeletionTime: new Date(stack.deletedAt) }),
        DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
      })),
    };
  }, cloudFormation);
