import { page } from '../support/page';
import { badToken, checkPageSize } from './describe-alarms';
import { cloudWatchOperation, type CloudWatch } from './model';

interface Input {
  readonly AlarmName?: string;
  readonly AlarmTypes?: readonly string[];
  readonly HistoryItemType?: string;
  readonly StartDate?: Date | number;
  readonly EndDate?: Date | number;
  readonly MaxRecords?: number;
  readonly NextToken?: string;
  readonly ScanBy?: string;
}

const PAGE = 100;

/** What alarms went through, newest first unless asked otherwise, of deleted ones too. */
export const describeAlarmHistory = (cloudWatch: CloudWatch) => cloudWatchOperation<Input, object>(cloudWatch, 'DescribeAlarmHistory', [
  'AlarmName', 'AlarmTypes', 'HistoryItemType', 'StartDate', 'EndDate', 'MaxRecords', 'NextToken', 'ScanBy',
], ({ AlarmName: only, AlarmTypes: types = [], HistoryItemType: wanted, MaxRecords: size = PAGE, ...input }) => {
  checkPageSize(size);
  const [start, end] = [moment(input.StartDate) ?? -Infinity, moment(input.EndDate) ?? Infinity];
  const histories = types.length > 0 && !types.includes('MetricAlarm') ? [] : cloudWatch.histories.list();
  const items = histories.flat().filter(({ name, type, at }) => (only ?? name) === name && (wanted ?? type) === type
    && at >= start && at <= end)
    .sort((left, right) => left.at - right.at);
  const shown = page(input.ScanBy === 'TimestampAscending' ? items : items.reverse(), size, input.NextToken, badToken);
  return {
    AlarmHistoryItems: shown.items.map(({ name, at, type, summary, data }) => ({
      AlarmName: name, AlarmType: 'MetricAlarm', Timestamp: new Date(at), HistoryItemType: type, HistorySummary: summary, HistoryData: data,
    })),
    NextToken: shown.next,
  };
});

// the JSON protocol writes seconds
const moment = (given: Date | number | undefined): number | undefined => (typeof given === 'number' ? given * 1_000 : given?.getTime());
