import { AwsError } from '../../gateway/aws-error';
import type { Lab } from '../../lab';
import type { MetadataAnswer } from './metadata/instance-metadata';

/** Passes on what cfn-signal says on an instance; the instance signs, so its role needs no permission, as on AWS. */
export type InstanceSignals = (instanceId: string, given: URLSearchParams) => Promise<MetadataAnswer>;

export function instanceSignals({ invoke, accountId, region }: Pick<Lab, 'invoke' | 'accountId' | 'region'>): InstanceSignals {
  return async (instanceId, given) => {
    const wanted = given.get('Region') || region;
    if (wanted !== region) return { status: 400, body: `ValidationError: this lab is in ${region}, and the signal is for ${wanted}` };
    const arn = `arn:aws:ec2:${region}:${accountId}:instance/${instanceId}`;
    const input = {
      StackName: given.get('StackName'), LogicalResourceId: given.get('LogicalResourceId'), Status: given.get('Status'), UniqueId: given.get('UniqueId') || instanceId,
    };
    try {
      await invoke('cloudformation', 'SignalResource', input, { kind: 'service', service: 'ec2.amazonaws.com', arn });
      return { status: 200, body: '' };
    } catch (error) {
      if (error instanceof AwsError) return { status: 400, body: `${error.code}: ${error.message}` };
      throw error;
    }
  };
}
