import type { Service } from '../../gateway/operation';
import { lookupEvents } from './lookup-events';

/** AWS CloudTrail, as far as `cdk` asks. */
export function cloudTrailService(): Service {
  return {
    name: 'cloudtrail',
    protocol: { kind: 'aws-json', version: '1.1', targetPrefix: 'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101' },
    operations: { LookupEvents: lookupEvents },
  };
}
