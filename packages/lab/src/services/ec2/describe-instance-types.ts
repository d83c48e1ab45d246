import type { DescribeInstanceTypesRequest, DescribeInstanceTypesResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../gateway/aws-error';
import { INSTANCE_TYPES } from '../../instance/types';
import { describe } from './describe';
import { ec2Operation } from './ec2';
import { instanceTypeView } from './instances/types';

/** The types that the lab knows. */
export const describeInstanceTypes = () => ec2Operation<DescribeInstanceTypesRequest, DescribeInstanceTypesResult>(
  'DescribeInstanceTypes', ['InstanceTypes', 'Filters', 'MaxResults', 'NextToken'], (input) => {
    const { items, next } = describe(input, input.InstanceTypes, {
      records: [...INSTANCE_TYPES.values()],
      idOf: ({ name }) => name,
      tagsOf: () => [],
      notFound: (name) => new AwsError('InvalidInstanceType', `The following supplied instance types do not exist: [${name}]`),
      fields: {
        'instance-type': ({ name }) => name,
        'processor-info.supported-architecture': ({ architecture }) => architecture,
        'vcpu-info.default-vcpus': ({ vcpus }) => vcpus,
        'memory-info.size-in-mib': ({ memoryMiB }) => memoryMiB,
        'current-generation': () => true,
      },
    });
    return { InstanceTypes: items.map(instanceTypeView), NextToken: next };
  });
