import { AwsError } from '../../gateway/aws-error';
import type { Operation } from '../../gateway/operation';
import { alarmArn, cloudWatchOperation, note, type CloudWatch } from './model';

interface Input {
  readonly AlarmNames?: readonly string[];
}

/** Removes the alarms that are there; a name of none is refused after that, as on AWS. */
export const deleteAlarms = (cloudWatch: CloudWatch): Operation<Input, object> => ({
  ...cloudWatchOperation<Input, object>(cloudWatch, 'DeleteAlarms', ['AlarmNames'], ({ AlarmNames: names = [] }) => {
    const unknown = names.filter((name) => !cloudWatch.alarms.get(name));
    for (const name of names.filter((one) => !unknown.includes(one))) {
      cloudWatch.alarms.delete(name);
      note(cloudWatch, name, 'ConfigurationUpdate', `Alarm "${name}" deleted`, { type: 'Delete' });
    }
    if (unknown.length > 0) throw new AwsError('ResourceNotFound', `The alarms ${unknown.join(', ')} do not exist.`, 404);
    return {};
  }),
  access: ({ AlarmNames: names = [] }) => names.map((name) => ({ action: 'cloudwatch:DeleteAlarms', resource: alarmArn(cloudWatch, name) })),
});
