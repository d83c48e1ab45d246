import { AwsError } from '../../gateway/aws-error';
import { page } from '../support/page';
import { cloudWatchOperation, invalid, type CloudWatch } from './model';
import { alarmView } from './view';

interface Input {
  readonly AlarmNames?: readonly string[];
  readonly AlarmNamePrefix?: string;
  readonly AlarmTypes?: readonly string[];
  readonly StateValue?: string;
  readonly ActionPrefix?: string;
  readonly MaxRecords?: number;
  readonly NextToken?: string;
}

const PAGE = 50;
const LARGEST_PAGE = 100;

/** Metric alarms by name; there are no composite ones, so a list of these is empty. */
export const describeAlarms = (cloudWatch: CloudWatch) => cloudWatchOperation<Input, object>(
  cloudWatch, 'DescribeAlarms', ['AlarmNames', 'AlarmNamePrefix', 'AlarmTypes', 'StateValue', 'ActionPrefix', 'MaxRecords', 'NextToken'], (input) => {
    const { AlarmNames: names = [], AlarmNamePrefix: prefix = '', AlarmTypes: types = [], StateValue: state, ActionPrefix: action } = input;
    const { MaxRecords: size = PAGE } = input;
    if (names.length > 0 && prefix !== '') throw invalid('AlarmNames and AlarmNamePrefix must not be given together.');
    checkPageSize(size);
    const alarms = types.length > 0 && !types.includes('MetricAlarm') ? [] : [...cloudWatch.alarms.list()]
      .filter(({ name, stateValue }) => (names.length === 0 || names.includes(name)) && name.startsWith(prefix)
        && (state ?? stateValue) === stateValue)
      .filter(({ settings }) => action === undefined
        || [...settings.AlarmActions, ...settings.OKActions, ...settings.InsufficientDataActions].some((arn) => arn.startsWith(action)))
      .sort((left, right) => (left.name < right.name ? -1 : 1));
    const { items, next } = page(alarms, size, input.NextToken, badToken);
    return { MetricAlarms: items.map(alarmView), CompositeAlarms: [], NextToken: next };
  });

export function checkPageSize(size: number): void {
  if (!Number.isInteger(size) || size < 1 || size > LARGEST_PAGE) throw invalid(`MaxRecords is ${size}; allowed are 1 to ${LARGEST_PAGE}.`);
}

export const badToken = (): AwsError => new AwsError('InvalidNextToken', 'The next token specified is invalid.');
