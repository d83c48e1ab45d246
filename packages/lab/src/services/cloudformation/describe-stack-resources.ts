import type { DescribeStackResourcesInput, DescribeStackResourcesOutput } from '@aws-sdk/client-cloudformation';
import type { CloudFormation } from '../../cloudformation/cloudformation';
import { stackOperation } from '../../cloudformation/operation';
import { describeResource } from '../../cloudformation/stack/describe-stack';
import { invalid } from '../../cloudformation/template/invalid';

export const describeStackResources = (cloudFormation: CloudFormation) => stackOperation<DescribeStackResourcesInput, DescribeStackResourcesOutput>(
  'DescribeStackResources', ['StackName', 'LogicalResourceId', 'PhysicalResourceId'], (input) => {
    const { stacks } = cloudFormation;
    const { PhysicalResourceId: physicalId, LogicalResourceId: logicalId } = input;
    const owns = ({ id }: { readonly id: string }): boolean => stacks.resources(id).some((resource) => resource.physicalId === physicalId);
    const owner = physicalId === undefined ? undefined : stacks.list().find(owns);
    if (physicalId !== undefined && !owner) throw invalid(`Stack for ${physicalId} does not exist`);
    const stack = owner ?? stacks.require(input.StackName);
    const resources = stacks.resources(stack.id).filter((resource) => logicalId === undefined || resource.logicalId === logicalId);
    return { StackResources: resources.map((resource) => describeResource(stack, resource)) };
  }, cloudFormation);
