import type { DescribeStacksInput, DescribeStacksOutput } from '@aws-sdk/client-cloudformation';
import type { CloudFormation } from '../../cloudformation/cloudformation';
import { stackOperation } from '../../cloudformation/operation';
import { describeStack } from '../../cloudformation/stack/describe-stack';
import { isLiving } from '../../cloudformation/stack/stack';

export const describeStacks = (cloudFormation: CloudFormation) => stackOperation<DescribeStacksInput, DescribeStacksOutput>(
  'DescribeStacks', ['StackName'], (input) => {
    const { stacks } = cloudFormation;
    const found = input.StackName === undefined ? stacks.list().filter(isLiving).reverse() : [stacks.require(input.StackName)];
    return { Stacks: found.map(describeStack) };
  }, cloudFormation);
