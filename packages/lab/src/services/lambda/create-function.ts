import { randomUUID } from 'node:crypto';
import type { CreateFunctionRequest, FunctionConfiguration } from '@aws-sdk/client-lambda';
import { AwsError } from '../../gateway/aws-error';
import { codeOf } from './code';
import { invalid } from './errors';
import { arnOf, lambdaOperation, nameOf, type Lambda } from './lambda';
import { layersOf } from './layers';
import type { FunctionRecord } from './model';
import { settingsOf, SETTING_MEMBERS } from './settings';
import { configurationView } from './views';

export const createFunction = (lambda: Lambda) => lambdaOperation<CreateFunctionRequest, FunctionConfiguration>(
  'CreateFunction', [...SETTING_MEMBERS, 'Layers', 'Code', 'Tags', 'Architectures', 'PackageType', 'Publish'], async (input, { principal }) => {
    const name = nameOf(input.FunctionName ?? '');
    const exists = () => {
      if (lambda.tables.functions.get(name)) throw new AwsError('ResourceConflictException', `Function already exist: ${name}`, 409);
    };
    exists();
    if (input.PackageType !== undefined && input.PackageType !== 'Zip') {
      throw invalid(`Lambda function ${name} has the package type ${input.PackageType}: this lab supports Zip only`);
    }
    if (input.Publish) throw invalid(`Lambda function ${name}: this lab has no versions: leave Publish out`);
    if (!input.Code) throw invalid('Please provide a source for function code.');
    const settings = settingsOf(name, input);
    const layers = await layersOf(lambda, name, input.Layers ?? []);
    const code = await codeOf(lambda, input.Code, principal);
    exists();
    const record: FunctionRecord = {
      ...settings, ...code, layers, name, arn: arnOf(lambda, name), architecture: input.Architectures?.[0] ?? 'x86_64', revisionId: randomUUID(),
      lastModified: lambda.lab.clock.now().getTime(), tags: input.Tags ?? {}, permissions: {},
    };
    lambda.tables.functions.put(name, record);
    return configurationView(record);
  });
