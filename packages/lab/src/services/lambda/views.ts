import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { FunctionRecord } from './model';

/** A function as Lambda shows it. It is active as soon as it is made. */
export const configurationView = (record: FunctionRecord): FunctionConfiguration => ({
  FunctionName: record.name, FunctionArn: record.arn, Runtime: record.runtime as FunctionConfiguration['Runtime'], Role: record.roleArn,
  Handler: record.handler, CodeSize: record.codeSize, CodeSha256: record.codeSha256, Description: record.description, Timeout: record.timeoutSeconds,
  MemorySize: record.memoryMiB, LastModified: new Date(record.lastModified).toISOString().replace('Z', '+0000'), Version: '$LATEST',
  Environment: Object.keys(record.environment).length > 0 ? { Variables: { ...record.environment } } : undefined,
  TracingConfig: { Mode: 'PassThrough' }, RevisionId: record.revisionId, State: 'Active', LastUpdateStatus: 'Successful', PackageType: 'Zip',
  Architectures: [record.architecture], EphemeralStorage: { Size: record.ephemeralStorageMiB }, SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
  Layers: record.layers?.length ? record.layers.map(({ arn, codeSize }) => ({ Arn: arn, CodeSize: codeSize })) : undefined,
  LoggingConfig: { LogFormat: 'Text', LogGroup: record.logGroup },
});
