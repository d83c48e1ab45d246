import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import { isDeepStrictEqual } from 'node:util';
import { zipOf } from '../../lambda/zip';
import type { ResourceContext, ResourceHandler, ResourceState } from '../resource-handler';
import { CFN_RESPONSE_MODULE } from './lambda-cfn-response';
import { accept, droppedKeys, tagMap, tagsOf, unlessGone, type Tag } from './properties';

const TYPE = 'AWS::Lambda::Function';
const CONFIGURATION = ['Description', 'Environment', 'EphemeralStorage', 'Handler', 'Layers', 'LoggingConfig', 'MemorySize', 'Role', 'Runtime', 'Timeout', 'TracingConfig'] as const;
const PROPERTIES = [...CONFIGURATION, 'Architectures', 'Code', 'FunctionName', 'PackageType', 'Tags'] as const;

interface Code {
  /** Source text, not a zip. */
  readonly ZipFile?: string;
  readonly S3Bucket?: string;
  readonly S3Key?: string;
  readonly S3ObjectVersion?: string;
}

interface FunctionProperties extends Partial<Record<typeof CONFIGURATION[number], unknown>> {
  readonly Architectures?: readonly string[];
  readonly Code?: Code;
  readonly FunctionName?: string;
  readonly PackageType?: string;
  readonly Tags?: readonly Tag[];
}

/** What a setting is when the template no longer names it. */
const DEFAULTS: Readonly<Record<string, unknown>> = {
  Description: '', Environment: { Variables: {} }, EphemeralStorage: { Size: 512 }, Layers: [], MemorySize: 128, Timeout: 3, TracingConfig: { Mode: 'PassThrough' },
};

function codeOf({ ZipFile, ...code }: Code, runtime: unknown): object {
  if (ZipFile === undefined) return code;
  if (String(runtime).startsWith('python')) return { ...code, ZipFile: zipOf({ 'index.py': ZipFile }) };
  return { ...code, ZipFile: zipOf({ 'index.js': ZipFile, 'node_modules/cfn-response/index.js': CFN_RESPONSE_MODULE }) };
}

const configurationOf = (given: FunctionProperties, otherwise: Readonly<Record<string, unknown>> = {}): object =>
  Object.fromEntries(CONFIGURATION.map((name) => [name, given[name] ?? otherwise[name]]));

const stateOf = ({ FunctionName = '', FunctionArn = '' }: FunctionConfiguration): ResourceState =>
  ({ physicalId: FunctionName, attributes: { Arn: FunctionArn } });

async function retag(arn: string, before: readonly Tag[] | undefined, after: readonly Tag[] | undefined, context: ResourceContext): Promise<void> {
  const dropped = droppedKeys(before, after, context);
  if (dropped.length > 0) await context.call('lambda', 'UntagResource', { Resource: arn, TagKeys: dropped });
  await context.call('lambda', 'TagResource', { Resource: arn, Tags: tagMap(tagsOf(after, context)) });
}

export const lambdaFunction: ResourceHandler = {
  typeName: TYPE,
  properties: PROPERTIES,
  async create(properties, context) {
    const given = accept<FunctionProperties>(TYPE, properties, PROPERTIES);
    const name = given.FunctionName ?? context.generateName(64);
    const made = await context.call<FunctionConfiguration>('lambda', 'CreateFunction', {
      ...configurationOf(given), FunctionName: name, Code: codeOf(given.Code ?? {}, given.Runtime), Architectures: given.Architectures,
      PackageType: given.PackageType, Tags: tagMap(tagsOf(given.Tags, context)),
    });
    context.created(name);
    return stateOf(made);
  },
  async update(current, before, after, context) {
    const given = accept<FunctionProperties>(TYPE, after, PROPERTIES);
    const old = before as FunctionProperties;
    if (!isDeepStrictEqual([old.Code, old.Architectures], [given.Code, given.Architectures])) {
      await context.call('lambda', 'UpdateFunctionCode', { FunctionName: current.physicalId, Architectures: given.Architectures, ...codeOf(given.Code ?? {}, given.Runtime) });
    }
    await context.call('lambda', 'UpdateFunctionConfiguration', { FunctionName: current.physicalId, ...configurationOf(given, DEFAULTS) });
    await retag(String(current.attributes['Arn']), old.Tags, given.Tags, context);
    return current;
  },
  delete: ({ physicalId }, _properties, context) => unlessGone(context.call('lambda', 'DeleteFunction', { FunctionName: physicalId })),
};
