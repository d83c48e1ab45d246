import type { DescribeParametersRequest, DescribeParametersResult, ParameterStringFilter } from '@aws-sdk/client-ssm';
import { AwsError } from '../../gateway/aws-error';
import type { Operation } from '../../gateway/operation';
import { pageOf } from '../page';
import { arnOf, type ParameterDeps, type ParameterRecord } from './parameters';

export const describeParameters = (deps: ParameterDeps): Operation<DescribeParametersRequest, DescribeParametersResult> => ({
  run: ({ ParameterFilters = [], Filters = [], MaxResults = 50, NextToken }) => {
    const filters = [...ParameterFilters, ...Filters.map(({ Key, Values }) => ({ Key, Values }))];
    const passing = deps.parameters.list().filter((record) => filters.every((filter) => passes(record, filter)));
    const { items, next } = pageOf(passing, NextToken, MaxResults);
    return {
      Parameters: items.map((record) => {
        const last = record.versions.at(-1);
        return {
          Name: record.name, ARN: arnOf(deps, record.name), Type: record.type, DataType: record.dataType, Tier: 'Standard', Version: last?.version ?? 1,
          ...(last && { LastModifiedDate: new Date(last.modifiedAt) }),
          ...(record.description !== undefined && { Description: record.description }),
          ...(record.type === 'SecureString' && { KeyId: record.keyId ?? 'alias/aws/ssm' }),
          ...(record.allowedPattern !== undefined && { AllowedPattern: record.allowedPattern }),
        };
      }),
      ...(next !== undefined && { NextToken: next }),
    };
  },
});

function passes(record: ParameterRecord, { Key, Option = 'Equals', Values = [] }: ParameterStringFilter): boolean {
  const text = Key === 'Name' ? record.name : Key === 'Type' ? record.type : undefined;
  if (text === undefined) throw new AwsError('InvalidFilterKey', `this lab filters parameters by Name and Type, not by ${Key}`);
  if (Option === 'Equals') return Values.includes(text);
  if (Option === 'BeginsWith') return Values.some((value) => text.startsWith(value));
  if (Option === 'Contains') return Values.some((value) => text.includes(value));
  throw new AwsError('InvalidFilterOption', `The filter option ${Option} is not Equals, BeginsWith or Contains.`);
}
