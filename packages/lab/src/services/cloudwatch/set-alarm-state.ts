import { AwsError } from '../../gateway/aws-error';
import { act } from './actions';
import { cloudWatchOperation, invalid, note, STATES, type AlarmRecord, type CloudWatch } from './model';

interface Input {
  readonly AlarmName?: string;
  readonly StateValue?: string;
  readonly StateReason?: string;
  readonly StateReasonData?: string;
}

/** Sets an alarm's state, and runs the actions of a state that is another. Nothing sets it back: the lab has no metrics. */
export const setAlarmState = (cloudWatch: CloudWatch) => cloudWatchOperation<Input, object>(
  cloudWatch, 'SetAlarmState', ['AlarmName', 'StateValue', 'StateReason', 'StateReasonData'], async (input) => {
    const { AlarmName: name = '', StateReason: stateReason, StateReasonData: stateReasonData } = input;
    const stateValue = STATES.find((state) => state === input.StateValue);
    if (stateValue === undefined) throw invalid(`StateValue is ${JSON.stringify(input.StateValue)}; allowed are ${STATES.join(', ')}.`);
    if (stateReason === undefined) throw invalid('StateReason must be given.');
    if (stateReasonData !== undefined && !isJson(stateReasonData)) throw new AwsError('InvalidFormat', 'StateReasonData is not valid JSON.');
    const before = cloudWatch.alarms.get(name);
    if (!before) throw new AwsError('ResourceNotFound', `The alarm ${name} does not exist.`, 404);
    const now = cloudWatch.lab.clock.now().getTime();
    const changed = before.stateValue !== stateValue;
    const after: AlarmRecord = {
      ...before, stateValue, stateReason, stateReasonData, stateUpdatedAt: now, stateTransitionedAt: changed ? now : before.stateTransitionedAt,
    };
    cloudWatch.alarms.put(name, after);
    if (!changed) return {};
    note(cloudWatch, name, 'StateUpdate', `Alarm updated from ${before.stateValue} to ${stateValue}`, { oldState: stateOf(before), newState: stateOf(after) });
    await act(cloudWatch, before, after);
    return {};
  });

const stateOf = ({ stateValue, stateReason }: AlarmRecord) => ({ stateValue, stateReason });

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
