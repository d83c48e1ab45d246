import { AwsError } from '../../../gateway/aws-error';

/** Refuses what cannot be an instance id, as EC2 does before it looks it up. */
export function checkInstanceId(id: string): string {
  if (!/^i-[0-9a-f]{8}(?:[0-9a-f]{9})?$/.test(id)) throw new AwsError('InvalidInstanceID.Malformed', `Invalid id: "${id}"`);
  return id;
}
