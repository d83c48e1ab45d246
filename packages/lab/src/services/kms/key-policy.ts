import { AwsError } from '../../gateway/aws-error';
import { MalformedPolicy, parsePolicy } from '../../iam/policy';

/** Refuses a policy that cannot be read; key policies are recorded, not evaluated. */
export function requireKeyPolicy(policy: string): string {
  try {
    parsePolicy(policy, 'resource');
  } catch (error) {
    if (error instanceof MalformedPolicy) throw new AwsError('MalformedPolicyDocumentException', error.message);
    throw error;
  }
  return policy;
}

export function defaultKeyPolicy(accountId: string): string {
  const statement = { Sid: 'Enable IAM User Permissions', Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${accountId}:root` }, Action: 'kms:*', Resource: '*' };
  return JSON.stringify({ Version: '2012-10-17', Id: 'key-default-1', Statement: [statement] });
}
