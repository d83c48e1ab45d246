import type { Store } from '../../state/store';
import type { FunctionConfig } from '../../lambda/function-config';

export interface FunctionRecord extends FunctionConfig {
  readonly description: string;
  readonly architecture: 'x86_64' | 'arm64';
  readonly ephemeralStorageMiB: number;
  readonly codeSize: number;
  /** Base64, as Lambda shows it. */
  readonly codeSha256: string;
  readonly lastModified: number;
  readonly tags: Readonly<Record<string, string>>;
  /** Statements of the resource policy, by id. */
  readonly permissions: Readonly<Record<string, object>>;
}

export interface LayerVersionRecord {
  readonly name: string;
  readonly version: number;
  readonly description: string;
  readonly licenseInfo?: string;
  readonly compatibleRuntimes: readonly string[];
  readonly compatibleArchitectures: readonly string[];
  readonly createdAt: number;
  readonly codeHash: string;
  readonly codeSize: number;
  /** Base64, as Lambda shows it. */
  readonly codeSha256: string;
}

/** An asynchronous invocation that has not succeeded yet. */
export interface PendingEvent {
  readonly id: string;
  readonly functionName: string;
  readonly payload: string;
  readonly attempts: number;
  readonly dueAt: number;
}

export const lambdaTables = (store: Store) => ({
  functions: store.table<FunctionRecord>('lambda.functions'),
  layers: store.table<LayerVersionRecord>('lambda.layer-versions'),
  /** The highest version that a layer has had: numbers are not used again. */
  layerVersions: store.table<{ readonly latest: number }>('lambda.layers'),
  pending: store.table<PendingEvent>('lambda.pending-events'),
});

export type LambdaTables = ReturnType<typeof lambdaTables>;
