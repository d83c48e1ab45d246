import type { PublishLayerVersionRequest, PublishLayerVersionResponse } from '@aws-sdk/client-lambda';
import { codeOf } from './code';
import { invalid } from './errors';
import { lambdaOperation, type Lambda } from './lambda';
import { layerVersionItem } from './layer-view';
import { layerArn, layerKey, layerNameOf } from './layers';
import type { LayerVersionRecord } from './model';

export const publishLayerVersion = (lambda: Lambda) => lambdaOperation<PublishLayerVersionRequest, PublishLayerVersionResponse>(
  'PublishLayerVersion', ['LayerName', 'Description', 'Content', 'CompatibleRuntimes', 'CompatibleArchitectures', 'LicenseInfo'],
  async (input, { principal }) => {
    const name = layerNameOf(input.LayerName);
    if (!input.Content) throw invalid('Please provide a source for layer content.');
    const code = await codeOf(lambda, input.Content, principal);
    const version = (lambda.tables.layerVersions.get(name)?.latest ?? 0) + 1;
    lambda.tables.layerVersions.put(name, { latest: version });
    const record: LayerVersionRecord = {
      ...code, name, version, description: input.Description ?? '', createdAt: lambda.lab.clock.now().getTime(),
      compatibleRuntimes: input.CompatibleRuntimes ?? [], compatibleArchitectures: input.CompatibleArchitectures ?? [],
      ...(input.LicenseInfo === undefined ? {} : { licenseInfo: input.LicenseInfo }),
    };
    lambda.tables.layers.put(layerKey(name, version), record);
    return {
      ...layerVersionItem(lambda, record), LayerArn: layerArn(lambda, name), Content: { CodeSha256: code.codeSha256, CodeSize: code.codeSize },
    };
  });
