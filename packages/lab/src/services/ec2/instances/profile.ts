import type { LaunchTemplateIamInstanceProfileSpecificationRequest } from '@aws-sdk/client-ec2';
import type { GetInstanceProfileResponse } from '@aws-sdk/client-iam';
import { AwsError } from '../../../gateway/aws-error';
import type { Principal } from '../../../iam/principal';
import type { Ec2 } from '../ec2';
import type { InstanceRecord } from '../model';

const SERVICE: Principal = { kind: 'service', service: 'ec2.amazonaws.com', arn: 'ec2.amazonaws.com' };

/** The instance profile that a launch names, with its role. */
export async function profileOf(
  ec2: Ec2, specification: LaunchTemplateIamInstanceProfileSpecificationRequest | undefined,
): Promise<InstanceRecord['profile']> {
  const { Arn: arn, Name: given } = specification ?? {};
  const name = given ?? arn?.split('/').at(-1);
  if (name === undefined) return undefined;
  try {
    const { InstanceProfile: profile } = await ec2.lab.invoke<GetInstanceProfileResponse>(
      'iam', 'GetInstanceProfile', { InstanceProfileName: name }, SERVICE);
    return { arn: profile?.Arn ?? '', id: profile?.InstanceProfileId ?? '', roleArn: profile?.Roles?.[0]?.Arn };
  } catch (error) {
    if (!(error instanceof AwsError) || !error.code.startsWith('NoSuchEntity')) throw error;
    throw new AwsError('InvalidParameterValue', arn !== undefined
      ? `Value (${arn}) for parameter iamInstanceProfile.arn is invalid. Invalid IAM Instance Profile ARN`
      : `Value (${name}) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name`);
  }
}
