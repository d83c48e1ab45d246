import { alarmActions } from './alarm-actions';
import type { CloudWatch } from './model';

export const disableAlarmActions = (cloudWatch: CloudWatch) => alarmActions(cloudWatch, 'DisableAlarmActions', false);
