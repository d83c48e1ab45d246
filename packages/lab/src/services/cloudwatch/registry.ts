import type { Service } from '../../gateway/operation';
import type { Lab } from '../../lab';
import { watchedTable } from '../ec2/watched-table';
import { deleteAlarms } from './delete-alarms';
import { describeAlarmHistory } from './describe-alarm-history';
import { describeAlarms } from './describe-alarms';
import { disableAlarmActions } from './disable-alarm-actions';
import { enableAlarmActions } from './enable-alarm-actions';
import { listTagsForResource } from './list-tags-for-resource';
import type { AlarmRecord, CloudWatch, HistoryItem, StateValue } from './model';
import { putMetricAlarm } from './put-metric-alarm';
import { setAlarmState } from './set-alarm-state';
import { evaluatedSeconds } from './settings';
import { tagResource } from './tag-resource';
import { untagResource } from './untag-resource';

/** CloudWatch with what deployments need of it. */
export interface CloudWatchService {
  readonly service: Service;
  /** An alarm as it is at this moment, and the milliseconds that an evaluation of it looks back. */
  alarm(name: string): { readonly state: StateValue; readonly evaluated: number } | undefined;
  /** Told after every change of an alarm. Returns what unsubscribes. */
  onChange(listener: () => void): () => void;
}

/** Amazon CloudWatch: metric alarms. There are no metrics: only SetAlarmState changes an alarm's state. */
export function cloudWatchService(lab: Pick<Lab, 'store' | 'clock' | 'invoke' | 'log' | 'accountId' | 'region'>): CloudWatchService {
  const listeners = new Set<() => void>();
  const alarms = watchedTable(lab.store.table<AlarmRecord>('cloudwatch.alarms'), () => listeners.forEach((listener) => listener()));
  const cloudWatch: CloudWatch = { lab, alarms, histories: lab.store.table<readonly HistoryItem[]>('cloudwatch.histories') };
  const service: Service = {
    name: 'monitoring',
    iamPrefix: 'cloudwatch',
    protocol: { kind: 'rpc-v2-cbor', serviceName: 'GraniteServiceVersion20100801', floats: ['Threshold'] },
    operations: {
      DeleteAlarms: deleteAlarms(cloudWatch),
      DescribeAlarmHistory: describeAlarmHistory(cloudWatch),
      DescribeAlarms: describeAlarms(cloudWatch),
      DisableAlarmActions: disableAlarmActions(cloudWatch),
      EnableAlarmActions: enableAlarmActions(cloudWatch),
      ListTagsForResource: listTagsForResource(cloudWatch),
      PutMetricAlarm: putMetricAlarm(cloudWatch),
      SetAlarmState: setAlarmState(cloudWatch),
      TagResource: tagResource(cloudWatch),
      UntagResource: untagResource(cloudWatch),
    },
  };
  return {
    service,
    alarm(name) {
      const found = alarms.get(name);
      return found && { state: found.stateValue, evaluated: evaluatedSeconds(found.settings) * 1_000 };
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
