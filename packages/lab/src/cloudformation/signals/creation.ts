import { ResourceFailure } from '../resource-failure';
import type { CreationPolicy } from '../template/policies';
import type { SignalBox } from './signal-box';
import { missedText, signalled, tolerated, tooFewText, type Patience } from './signalled';

/** Waits for the signals of a CreationPolicy; rejects in CloudFormation's words where they do not come, or say that it failed. */
export async function creationSignalled(
  box: SignalBox, { count, minSuccessfulPercent }: CreationPolicy, type: string, patience: Patience, progress: (reason: string) => void,
): Promise<void> {
  const allowed = tolerated(count, minSuccessfulPercent);
  const failures = () => box.count('FAILURE');
  const successes = () => box.count('SUCCESS');
  const inTime = await signalled(box, patience, () => failures() > allowed || successes() + failures() >= count);
  if (failures() > allowed) throw new ResourceFailure(tooFewText(failures(), 'FAILURE', count, minSuccessfulPercent));
  if (inTime) return;
  const missing = count - successes() - failures();
  if (type !== 'AWS::AutoScaling::AutoScalingGroup') throw new ResourceFailure(`Failed to receive ${missing} resource signal(s) within the specified duration`);
  progress(missedText(missing));
  if (failures() + missing > allowed) throw new ResourceFailure(tooFewText(successes(), 'SUCCESS', count, minSuccessfulPercent));
}
