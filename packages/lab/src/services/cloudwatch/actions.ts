import type { Principal } from '../../iam/principal';
import { note, type AlarmRecord, type CloudWatch } from './model';

const SERVICE: Principal = { kind: 'service', service: 'cloudwatch.amazonaws.com', arn: 'cloudwatch.amazonaws.com' };

/** Tells the topics of the state that an alarm has come to; other actions, as of scaling policies, do nothing here, and its history says so. */
export async function act(cloudWatch: CloudWatch, before: AlarmRecord, after: AlarmRecord): Promise<void> {
  const { settings, stateValue, name } = after;
  if (!settings.ActionsEnabled) return;
  const wanted = { OK: settings.OKActions, ALARM: settings.AlarmActions, INSUFFICIENT_DATA: settings.InsufficientDataActions }[stateValue];
  for (const arn of wanted) {
    const failure = arn.startsWith('arn:aws:sns:') ? await publish(cloudWatch, arn, before, after) : 'this lab runs actions of SNS topics only';
    if (failure === undefined) {
      note(cloudWatch, name, 'Action', `Successfully executed action ${arn}`, { actionState: 'Succeeded', notificationResource: arn });
    } else {
      note(cloudWatch, name, 'Action', `Failed to execute action ${arn}`, { actionState: 'Failed', notificationResource: arn, error: failure });
      cloudWatch.lab.log.warn(`alarm ${name}: the action ${arn} was not run: ${failure}`);
    }
  }
}

async function publish({ lab }: CloudWatch, TopicArn: string, before: AlarmRecord, after: AlarmRecord): Promise<string | undefined> {
  const { AlarmDescription, OKActions, AlarmActions, InsufficientDataActions, ActionsEnabled, ...trigger } = after.settings;
  const message = {
    AlarmName: after.name, AlarmDescription: AlarmDescription ?? null, AWSAccountId: lab.accountId, Region: lab.region, AlarmArn: after.arn,
    AlarmConfigurationUpdatedTimestamp: new Date(after.configuredAt).toISOString(), OldStateValue: before.stateValue,
    NewStateValue: after.stateValue, NewStateReason: after.stateReason, StateChangeTime: new Date(after.stateUpdatedAt).toISOString(),
    OKActions, AlarmActions, InsufficientDataActions, ActionsEnabled, Trigger: trigger,
  };
  const subject = `${after.stateValue}: "${after.name}" in ${lab.region}`;
  return lab.invoke('sns', 'Publish', { TopicArn, Subject: subject.slice(0, 100), Message: JSON.stringify(message) }, SERVICE)
    .then(() => undefined, (error: unknown) => (error instanceof Error ? error.message : String(error)));
}
