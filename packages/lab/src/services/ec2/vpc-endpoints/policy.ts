import { AwsError } from '../../../gateway/aws-error';

/** What an endpoint lets through when nothing is said. */
export const EVERYTHING = JSON.stringify({ Version: '2008-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] });

/** The policy as given, everything where none is; text that is no JSON object is refused. The lab keeps it and evaluates nothing. */
export function policyText(given: string | undefined): string {
  if (given === undefined || given === '') return EVERYTHING;
  if (!isObject(given)) throw new AwsError('InvalidPolicyDocument', 'The specified policy document is not a valid JSON policy document.');
  return given;
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
