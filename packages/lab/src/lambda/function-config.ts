/** What a function's process needs to know of it. */
export interface FunctionConfig {
  readonly name: string;
  readonly arn: string;
  readonly runtime: string;
  readonly handler: string;
  readonly roleArn: string;
  readonly timeoutSeconds: number;
  /** Told to the function, not enforced. */
  readonly memoryMiB: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly logGroup: string;
  /** Changes with every change of code or configuration: a process of another revision is not reused. */
  readonly revisionId: string;
  /** Folder of the unpacked code, by the hash of its zip. */
  readonly codeHash: string;
  /** In the order given. Absent in what was made before there were any. */
  readonly layers?: readonly FunctionLayer[];
}

/** A version of a layer, as a function has it: it stays when the version is deleted. */
export interface FunctionLayer {
  readonly arn: string;
  /** Folder of the unpacked content, by the hash of its zip. */
  readonly codeHash: string;
  readonly codeSize: number;
}

/** What came of one invocation. */
export interface InvocationResult {
  /** JSON text. */
  readonly payload: string;
  readonly functionError?: 'Unhandled';
  /** Last lines written, at most 4 KiB. */
  readonly logTail: string;
}

/** Temporary keys of the function's role. */
export interface RoleKeys {
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly SessionToken: string;
  readonly Expiration: Date;
}
