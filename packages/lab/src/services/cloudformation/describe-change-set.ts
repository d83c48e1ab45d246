import type { DescribeChangeSetInput, DescribeChangeSetOutput } from '@aws-sdk/client-cloudformation';
import { describeChange } from '../../cloudformation/change-set/describe-change';
import type { CloudFormation } from '../../cloudformation/cloudformation';
import { stackOperation } from '../../cloudformation/operation';
import { parseTemplate } from '../../cloudformation/template/parse';

export const describeChangeSet = (cloudFormation: CloudFormation) => stackOperation<DescribeChangeSetInput, DescribeChangeSetOutput>(
  'DescribeChangeSet', ['ChangeSetName', 'StackName', 'IncludePropertyValues'], (input) => {
    const changeSet = cloudFormation.changeSets.require(input.ChangeSetName, input.StackName);
    const { source } = changeSet;
    const template = parseTemplate(source.templateBody);
    return {
      ChangeSetName: changeSet.name, ChangeSetId: changeSet.id, StackId: changeSet.stackId, StackName: changeSet.stackName,
      ...(changeSet.description === undefined ? {} : { Description: changeSet.description }),
      CreationTime: new Date(changeSet.createdAt), ExecutionStatus: changeSet.executionStatus, Status: changeSet.status,
      ...(changeSet.statusReason === undefined ? {} : { StatusReason: changeSet.statusReason }),
      Parameters: source.parameters.map(({ key, value, resolvedValue, noEcho }) => ({
        ParameterKey: key, ParameterValue: noEcho ? '****' : value, ...(resolvedValue === undefined ? {} : { ResolvedValue: resolvedValue }),
      })),
      Tags: source.tags.map(({ Key, Value }) => ({ Key, Value })),
      Capabilities: [...source.capabilities] as DescribeChangeSetOutput['Capabilities'],
      NotificationARNs: [], RollbackConfiguration: {}, IncludeNestedStacks: false, OnStackFailure: changeSet.onStackFailure,
      Changes: changeSet.changes.map((change) => describeChange(change, template, input.IncludePropertyValues ?? false)),
    };
  }, cloudFormation);
