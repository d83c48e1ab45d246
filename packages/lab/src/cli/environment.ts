import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootKeyOf } from '../iam/credentials';
import type { Home } from './home';
import type { Running } from './running';

/** Removed, so that nothing leads to a real account. */
export const UNSET = [
  'AWS_PROFILE', 'AWS_DEFAULT_PROFILE', 'AWS_SESSION_TOKEN', 'AWS_SECURITY_TOKEN', 'AWS_ROLE_ARN', 'AWS_ROLE_SESSION_NAME', 'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', 'AWS_CONTAINER_CREDENTIALS_FULL_URI', 'AWS_CONTAINER_AUTHORIZATION_TOKEN', 'AWS_CREDENTIAL_EXPIRATION',
  'AWS_ENDPOINT_URL_S3_FOR_CLOUDFORMATION', 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', 'AWS_USE_FIPS_ENDPOINT', 'AWS_USE_DUALSTACK_ENDPOINT',
];

/** An endpoint of one service in the environment would win over the lab's. */
export function serviceEndpoints(environment: NodeJS.ProcessEnv): readonly string[] {
  return Object.keys(environment).filter((name) => name.startsWith('AWS_ENDPOINT_URL_') && !UNSET.includes(name)).sort();
}

/** The environment that leads the AWS tools to a lab and nowhere else. */
export function environmentOf(home: Home, { endpoint, region }: Pick<Running, 'endpoint' | 'region'>): Readonly<Record<string, string>> {
  const { accessKeyId, secretAccessKey } = rootKeyOf(home.name);
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EC2_METADATA_DISABLED: 'true',
    // some operations are called at a host of their own, for example data-127.0.0.1
    AWS_DISABLE_HOST_PREFIX_INJECTION: 'true',
    AWS_CONFIG_FILE: join(home.tools, 'aws-config'),
    AWS_SHARED_CREDENTIALS_FILE: join(home.tools, 'aws-credentials'),
    AWS_PAGER: '',
    CDK_HOME: join(home.tools, 'cdk'),
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    CDK_DISABLE_VERSION_CHECK: '1',
    JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '1',
    JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION: '1',
    JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION: '1',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    NO_PROXY: noProxy(process.env.NO_PROXY ?? process.env.no_proxy),
    no_proxy: noProxy(process.env.no_proxy ?? process.env.NO_PROXY),
  };
}

/** Makes the empty files that the environment names. */
export function makeToolFiles(home: Home): void {
  mkdirSync(join(home.tools, 'cdk'), { recursive: true });
  for (const file of ['aws-config', 'aws-credentials']) writeFileSync(join(home.tools, file), '');
}

// a proxy would be asked for 127.0.0.1 too
function noProxy(before: string | undefined): string {
  const hosts = (before ?? '').split(',').map((host) => host.trim()).filter((host) => host !== '');
  return [...new Set([...hosts, '127.0.0.1', 'localhost'])].join(',');
}
