import { alarmActions } from './alarm-actions';
import type { CloudWatch } from './model';

export const enableAlarmActions = (cloudWatch: CloudWatch) => alarmActions(cloudWatch, 'EnableAlarmActions', true);
