import { tmpdir } from 'node:os';
import { childFile } from './child-files';
import type { FunctionConfig, RoleKeys } from './function-config';

interface Place {
  readonly codePath: string;
  readonly logStream: string;
  readonly endpoint: string;
  readonly region: string;
  /** Where the content of its layers is, for this process; absent without layers. */
  readonly layers?: string;
}

/** The whole environment of a function's process: nothing of the lab's own, so that no real account can be reached. */
export function childEnvironment(config: FunctionConfig, keys: RoleKeys, place: Place): Record<string, string> {
  const { codePath, logStream, endpoint, region, layers } = place;
  return {
    ...config.environment,
    ...layerPaths(config, layers),
    PATH: `${process.env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin'}${layers === undefined ? '' : `:${layers}/bin`}`,
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
    AWS_DISABLE_HOST_PREFIX_INJECTION: 'true',
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

/** Where a runtime looks for what layers bring along. https://docs.aws.amazon.com/lambda/latest/dg/packaging-layers.html */
function layerPaths({ runtime, environment }: FunctionConfig, layers: string | undefined): Record<string, string> {
  if (layers === undefined) return {};
  const version = /\d+(?:\.\d+)?/.exec(runtime)?.[0] ?? '';
  const major = version.split('.')[0] ?? '';
  const [name, folders] = runtime.startsWith('python')
    ? ['PYTHONPATH', ['python', `python/lib/python${version}/site-packages`]] as const
    : ['NODE_PATH', [`nodejs/node${major}/node_modules`, 'nodejs/node_modules']] as const;
  const own = environment[name] ? [environment[name]] : [];
  const libraries = environment['LD_LIBRARY_PATH'] ? [environment['LD_LIBRARY_PATH']] : [];
  return {
    [name]: [...own, ...folders.map((folder) => `${layers}/${folder}`)].join(':'),
    LD_LIBRARY_PATH: [...libraries, `${layers}/lib`].join(':'),
  };
}
