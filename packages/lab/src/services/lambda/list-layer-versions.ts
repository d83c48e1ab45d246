import type { ListLayerVersionsRequest, ListLayerVersionsResponse } from '@aws-sdk/client-lambda';
import { lambdaOperation, type Lambda } from './lambda';
import { layerVersionItem } from './layer-view';
import { layerNameOf } from './layers';

/** Newest first; a layer that is not there has none. */
export const listLayerVersions = (lambda: Lambda) => lambdaOperation<ListLayerVersionsRequest, ListLayerVersionsResponse>(
  'ListLayerVersions', ['LayerName'], (input) => {
    const name = layerNameOf(input.LayerName);
    const found = lambda.tables.layers.list().filter((record) => record.name === name).sort((one, other) => other.version - one.version);
    return { LayerVersions: found.map((record) => layerVersionItem(lambda, record)) };
  });
