import type { DescribeTagsType, TagsType } from '@aws-sdk/client-auto-scaling';
import { page } from '../support/page';
import { autoScalingOperation, type AutoScaling } from './autoscaling';
import { invalidToken } from './errors';
import { tagFiltered } from './tag-filters';

export const describeTags = ({ tables }: AutoScaling) => autoScalingOperation<DescribeTagsType, TagsType>(
  'DescribeTags', ['Filters', 'MaxRecords', 'NextToken'], (input) => {
    const found = tables.groups.list().flatMap(({ name, tags }) => tagFiltered(tags, input.Filters ?? [], name));
    const { items, next } = page(found, input.MaxRecords, input.NextToken, invalidToken);
    return { Tags: [...items], NextToken: next };
  });
