import type { DeleteLayerVersionRequest } from '@aws-sdk/client-lambda';
import { lambdaOperation, type Lambda } from './lambda';
import { layerKey, layerNameOf } from './layers';

/** Functions that have the version keep it; one that is not there is no failure, as on AWS. */
export const deleteLayerVersion = (lambda: Lambda) => lambdaOperation<DeleteLayerVersionRequest, object>(
  'DeleteLayerVersion', ['LayerName', 'VersionNumber'], (input) => {
    lambda.tables.layers.delete(layerKey(layerNameOf(input.LayerName), Number(input.VersionNumber)));
    return {};
  });
