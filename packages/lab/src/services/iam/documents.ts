import { AwsError } from '../../gateway/aws-error';
import { parseOperator } from '../../iam/conditions';
import { MalformedPolicy, parsePolicy } from '../../iam/policy';

/** Refuses a policy that IAM could not read; gives it back as it came. */
export function requirePolicy(document: string | undefined, kind: 'identity' | 'trust'): string {
  if (document === undefined || document === '') throw new AwsError('MalformedPolicyDocument', 'The policy is empty');
  try {
    for (const { conditions } of parsePolicy(document, kind)) {
      for (const { operator } of conditions) if (!parseOperator(operator)) throw new MalformedPolicy(`Syntax errors in policy: there is no condition operator ${operator}.`);
    }
  } catch (error) {
    if (error instanceof MalformedPolicy) throw new AwsError('MalformedPolicyDocument', error.message);
    throw error;
  }
  return document;
}

/** Documents are answered percent-encoded, as AWS does. */
export function encoded(document: string): string {
  return encodeURIComponent(document);
}
