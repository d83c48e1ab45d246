import type { DescribeTagsRequest, DescribeTagsResult } from '@aws-sdk/client-ec2';
import { page } from '../support/page';
import { ec2Operation, type Ec2 } from './ec2';
import { invalidToken } from './errors';
import { filtered } from './filters';
import { allTagged } from './tags';

export const describeTags = (ec2: Ec2) => ec2Operation<DescribeTagsRequest, DescribeTagsResult>(
  'DescribeTags', ['Filters', 'MaxResults', 'NextToken'], (input) => {
    const all = allTagged(ec2).flatMap(({ id, type, tags }) => tags.map(({ Key, Value }) => ({ ResourceId: id, ResourceType: type, Key, Value })));
    const found = filtered(all, input.Filters, {
      'resource-id': ({ ResourceId }) => ResourceId,
      'resource-type': ({ ResourceType }) => ResourceType,
      'key': ({ Key }) => Key,
      'value': ({ Value }) => Value,
    }, () => []);
    const { items, next } = page(found, input.MaxResults, input.NextToken, invalidToken);
    return { Tags: [...items], NextToken: next };
  });
