import type { UpdateClusterSettingsRequest, UpdateClusterSettingsResponse } from '@aws-sdk/client-ecs';
import { onCluster } from './access';
import { mergedSettings } from './cluster-settings';
import { WHOLE_CLUSTER, clusterView } from './cluster-view';
import { type Ecs, ecsOperation } from './ecs';
import { findCluster } from './find';
import { SETTINGS } from './input/common-shapes';

export const updateClusterSettings = (ecs: Ecs) => ecsOperation<UpdateClusterSettingsRequest, UpdateClusterSettingsResponse>({
  name: 'UpdateClusterSettings',
  shape: { cluster: 'string', settings: SETTINGS },
  run({ cluster, settings }) {
    const found = findCluster(ecs, cluster);
    const record = { ...found, settings: mergedSettings(settings, found.settings) };
    ecs.control.tables.clusters.put(record.clusterArn, record);
    return { cluster: clusterView(ecs, record, WHOLE_CLUSTER) };
  },
  access: ({ cluster }) => onCluster(ecs, 'UpdateClusterSettings', cluster),
});
