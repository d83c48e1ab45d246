import type { Service } from '../../gateway/operation';
import { createLogGroup } from './create-log-group';
import { createLogStream } from './create-log-stream';
import { deleteLogGroup } from './delete-log-group';
import { deleteLogStream } from './delete-log-stream';
import { deleteRetentionPolicy } from './delete-retention-policy';
import { describeLogGroups } from './describe-log-groups';
import { describeLogStreams } from './describe-log-streams';
import { filterLogEvents } from './filter-log-events';
import { getLogEvents } from './get-log-events';
import { listTagsForResource } from './list-tags-for-resource';
import type { Logs, LogsDependencies } from './logs';
import { logsTables } from './model';
import { putLogEvents } from './put-log-events';
import { putRetentionPolicy } from './put-retention-policy';
import { tagResource } from './tag-resource';
import { untagResource } from './untag-resource';

/** CloudWatch Logs: groups, streams and events. */
export function logsService(dependencies: LogsDependencies): Service {
  const logs: Logs = { ...dependencies, tables: logsTables(dependencies.lab.store) };
  return {
    name: 'logs',
    protocol: { kind: 'aws-json', version: '1.1', targetPrefix: 'Logs_20140328' },
    operations: {
      CreateLogGroup: createLogGroup(logs),
      CreateLogStream: createLogStream(logs),
      DeleteLogGroup: deleteLogGroup(logs),
      DeleteLogStream: deleteLogStream(logs),
      DeleteRetentionPolicy: deleteRetentionPolicy(logs),
      DescribeLogGroups: describeLogGroups(logs),
      DescribeLogStreams: describeLogStreams(logs),
      FilterLogEvents: filterLogEvents(logs),
      GetLogEvents: getLogEvents(logs),
      ListTagsForResource: listTagsForResource(logs),
      PutLogEvents: putLogEvents(logs),
      PutRetentionPolicy: putRetentionPolicy(logs),
      TagResource: tagResource(logs),
      UntagResource: untagResource(logs),
    },
  };
}
