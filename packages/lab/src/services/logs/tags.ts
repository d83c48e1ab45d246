import { AwsError } from '../../gateway/aws-error';
import { groupNameOf, type Logs } from './logs';
import type { LogGroupRecord } from './model';

/** The group that an ARN names. */
export function groupByArn({ tables }: Logs, arn: string | undefined): LogGroupRecord {
  const group = tables.groups.get(groupNameOf({ logGroupIdentifier: arn }) ?? '');
  if (!group) throw new AwsError('ResourceNotFoundException', 'The specified resource does not exist.');
  return group;
}
