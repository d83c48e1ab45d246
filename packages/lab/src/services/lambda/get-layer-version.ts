import type { GetLayerVersionRequest, GetLayerVersionResponse } from '@aws-sdk/client-lambda';
import { AwsError } from '../../gateway/aws-error';
import { lambdaOperation, type Lambda } from './lambda';
import { layerVersionItem } from './layer-view';
import { layerArn, layerKey, layerNameOf } from './layers';

/** Without a location of the content: the lab gives out no presigned addresses. */
export const getLayerVersion = (lambda: Lambda) => lambdaOperation<GetLayerVersionRequest, GetLayerVersionResponse>(
  'GetLayerVersion', ['LayerName', 'VersionNumber'], (input) => {
    const name = layerNameOf(input.LayerName);
    const record = lambda.tables.layers.get(layerKey(name, Number(input.VersionNumber)));
    if (!record) throw new AwsError('ResourceNotFoundException', 'The resource you requested does not exist.', 404);
    const { codeSha256, codeSize } = record;
    return { ...layerVersionItem(lambda, record), LayerArn: layerArn(lambda, name), Content: { CodeSha256: codeSha256, CodeSize: codeSize } };
  });
