/** An instance that Systems Manager knows. */
export interface ManagedInstance {
  readonly instanceId: string;
  /** `Online`: sessions and commands can run. */
  readonly pingStatus: 'Online' | 'ConnectionLost' | 'Inactive';
  /** Role of its instance profile. Default: none */
  readonly roleArn?: string;
  /** Private address. */
  readonly address: string;
  /** For example `ip-10-0-100-120.ec2.internal`. */
  readonly computerName: string;
  /** ISO 8601; when it was last heard of. Default: now */
  readonly lastPing?: string;
  /** Default: that of the session agent */
  readonly agentVersion?: string;
  /** Default: `Debian GNU/Linux` */
  readonly platformName?: string;
  /** Default: `12` */
  readonly platformVersion?: string;
  /** Default: none */
  readonly tags?: readonly { readonly key: string; readonly value: string }[];
}

export type ManagedInstances = () => readonly ManagedInstance[];
