import { tmpdir } from 'node:os';
import { childFile } from './child-files';
import type { FunctionConfig, RoleKeys } from './function-config';

interface Place {
  readonly codePath: string;
  readonly logStream: string;
  readonly endpoint: string;
  readonly region: string;
}

/** The whole environment of a function's process: nothing of the lab's own, so that no real account can be reached. */
export function childEnvironment(config: FunctionConfig, keys: RoleKeys, { codePath, logStream, endpoint, region }: Place): Record<string, string> {
  return {
    ...config.environment,
    PATH: process.env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin',
    HOME: tmpdir(),
    TMPDIR: tmpdir(),
    TZ: ':UTC',
    LANG: 'en_US.UTF-8',
    NODE_OPTIONS: `${config.environment['NODE_OPTIONS'] ?? ''} --require ${JSON.stringify(childFile('preload.cjs'))}`.trim(),
    ECS_LAB_ENDPOINT: endpoint,
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: keys.AccessKeyId,
    AWS_SECRET_ACCESS_KEY: keys.SecretAccessKey,
    AWS_SESSION_TOKEN: keys.SessionToken,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: '1',
    AWS_EXECUTION_ENV: `AWS_Lambda_${config.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: config.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(config.memoryMiB),
    AWS_LAMBDA_LOG_GROUP_NAME: config.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: logStream,
    LAMBDA_TASK_ROOT: codePath,
    _HANDLER: config.handler,
  };
}
