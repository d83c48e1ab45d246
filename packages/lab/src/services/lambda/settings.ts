import type { CreateFunctionRequest, UpdateFunctionConfigurationRequest } from '@aws-sdk/client-lambda';
import { invalid } from './errors';
import type { FunctionRecord } from './model';

const RUNTIMES = /^nodejs(?:16|18|20|22|24)\.x$|^python3\.(?:9|1[0-4])$/;
const ROLE = /^arn:aws:iam::\d{12}:role\/.+$/;
/** Set by Lambda itself. */
const RESERVED = ['_HANDLER', '_X_AMZN_TRACE_ID', 'AWS_DEFAULT_REGION', 'AWS_REGION', 'AWS_EXECUTION_ENV', 'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE', 'AWS_LAMBDA_FUNCTION_VERSION', 'AWS_LAMBDA_INITIALIZATION_TYPE', 'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME', 'AWS_ACCESS_KEY', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_LAMBDA_RUNTIME_API',
  'LAMBDA_TASK_ROOT', 'LAMBDA_RUNTIME_DIR'];

export const SETTING_MEMBERS = ['FunctionName', 'Runtime', 'Role', 'Handler', 'Description', 'Timeout', 'MemorySize', 'Environment', 'EphemeralStorage',
  'TracingConfig', 'LoggingConfig'] as const;

type Settings = Pick<FunctionRecord,
  'runtime' | 'roleArn' | 'handler' | 'description' | 'timeoutSeconds' | 'memoryMiB' | 'environment' | 'ephemeralStorageMiB' | 'logGroup'>;

/** The settings of a function: what is given, checked, over what is there. */
export function settingsOf(name: string, input: CreateFunctionRequest | UpdateFunctionConfigurationRequest, current?: Settings): Settings {
  const runtime = input.Runtime ?? current?.runtime;
  if (runtime === undefined || !RUNTIMES.test(runtime)) {
    throw invalid(`Lambda function ${name} has the runtime ${runtime ?? '(none)'}: this lab supports nodejs16.x to nodejs24.x, as Node processes, and python3.9 to python3.14, as processes of this machine's python3`);
  }
  const roleArn = input.Role ?? current?.roleArn ?? '';
  if (!ROLE.test(roleArn)) throw invalid(`1 validation error detected: Value '${roleArn}' at 'role' failed to satisfy constraint: it must be the ARN of a role`);
  const handler = input.Handler ?? current?.handler;
  if (handler === undefined || !/^\S{1,128}$/.test(handler)) throw invalid('Handler is required: <file>.<exported function>, without spaces, at most 128 characters');
  if (input.TracingConfig?.Mode === 'Active') throw invalid('TracingConfig Mode Active is not supported by this lab: use PassThrough');
  const { LogFormat: format, LogGroup: logGroup, ...levels } = input.LoggingConfig ?? {};
  if ((format !== undefined && format !== 'Text') || Object.values(levels).some((level) => level !== undefined)) {
    throw invalid('LoggingConfig: this lab supports LogGroup and LogFormat Text only');
  }
  return {
    runtime, roleArn, handler,
    description: input.Description ?? current?.description ?? '',
    timeoutSeconds: within('timeout', input.Timeout ?? current?.timeoutSeconds ?? 3, 1, 900),
    memoryMiB: within('memorySize', input.MemorySize ?? current?.memoryMiB ?? 128, 128, 10_240),
    environment: environmentOf(input.Environment?.Variables) ?? current?.environment ?? {},
    ephemeralStorageMiB: within('ephemeralStorage', input.EphemeralStorage?.Size ?? current?.ephemeralStorageMiB ?? 512, 512, 10_240),
    logGroup: logGroup ?? current?.logGroup ?? `/aws/lambda/${name}`,
  };
}

function within(member: string, value: number, least: number, most: number): number {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw invalid(`1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must have value between ${least} and ${most}`);
  }
  return value;
}

function environmentOf(variables: Record<string, string> | undefined): Record<string, string> | undefined {
  const reserved = Object.keys(variables ?? {}).filter((key) => RESERVED.includes(key));
  if (reserved.length > 0) {
    throw invalid('Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys '
      + `that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(', ')}`);
  }
  return variables;
}
