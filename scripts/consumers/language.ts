/** What the apps are built from: the folder of artifacts and the versions that all languages share. */
export interface Artifacts {
  /** The folder that `npm run package` fills. */
  readonly dist: string;
  /** Version of this library. */
  readonly library: string;
  /** The oldest aws-cdk-lib that is supported. */
  readonly cdk: string;
  /** The version of constructs that goes with it. */
  readonly constructs: string;
}

/** A language in which the library is used. */
export interface Language {
  readonly name: 'typescript' | 'python' | 'java' | 'go';
  /** What must be on the machine: commands that tell their version. */
  readonly tools: readonly string[];
  /** Installs the artifact beside the app, builds it, and gives the command that runs it in that folder. */
  install(folder: string, artifacts: Artifacts): Promise<readonly string[]>;
}
