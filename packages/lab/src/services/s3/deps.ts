import type { Lab } from '../../lab';
import type { Buckets } from './buckets';

export interface S3Deps extends Pick<Lab, 'clock' | 'region' | 'accountId'> {
  readonly buckets: Buckets;
}
