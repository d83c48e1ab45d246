import type { ListLayersRequest, ListLayersResponse } from '@aws-sdk/client-lambda';
import { lambdaOperation, type Lambda } from './lambda';
import { layerVersionItem } from './layer-view';
import { layerArn } from './layers';

export const listLayers = (lambda: Lambda) => lambdaOperation<ListLayersRequest, ListLayersResponse>('ListLayers', [], () => {
  const newest = new Map([...lambda.tables.layers.list()].sort((one, other) => one.version - other.version).map((record) => [record.name, record]));
  return {
    Layers: [...newest.values()].map((record) => ({
      LayerName: record.name, LayerArn: layerArn(lambda, record.name), LatestMatchingVersion: layerVersionItem(lambda, record),
    })),
  };
});
