import { CfnResource } from 'aws-cdk-lib';

/** A service that takes host ports on the instances of its capacity. */
export interface HostPortClaimant {
  readonly path: string;
  readonly definition: CfnResource;
  /** How many tasks run at one time; undefined for a service on every instance. */
  readonly tasks?: number;
}
