import type { GetParameterResult } from '@aws-sdk/client-ssm';
import { AwsError } from '../../../gateway/aws-error';
import type { Principal } from '../../../iam/principal';
import type { Ec2 } from '../ec2';

const PREFIX = 'resolve:ssm:';
const SERVICE: Principal = { kind: 'service', service: 'ec2.amazonaws.com', arn: 'ec2.amazonaws.com' };

/** An image id, or what the parameter of `resolve:ssm:<name>[:<version>]` says that it is. */
export async function resolvedImageId(ec2: Ec2, given: string | undefined): Promise<string | undefined> {
  if (given?.startsWith(PREFIX) !== true) return given;
  const name = given.slice(PREFIX.length);
  try {
    return (await ec2.lab.invoke<GetParameterResult>('ssm', 'GetParameter', { Name: name }, SERVICE)).Parameter?.Value;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new AwsError('InvalidParameterValue', `The parameter '${name}' of the image id '${given}' cannot be read (${error.code}): give the name of a parameter `
      + 'that holds an image id.');
  }
}
