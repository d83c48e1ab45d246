import type { GetTaskProtectionRequest, GetTaskProtectionResponse } from '@aws-sdk/client-ecs';
import { type Ecs, ecsOperation } from './ecs';
import { onTasks, protectable, protectionView } from './task-protection';

export const getTaskProtection = (ecs: Ecs) => ecsOperation<GetTaskProtectionRequest, GetTaskProtectionResponse>({
  name: 'GetTaskProtection',
  shape: { cluster: 'string', tasks: 'strings' },
  run({ cluster, tasks: asked = [] }) {
    const { tasks, failures } = protectable(ecs, cluster, asked, 100);
    return { protectedTasks: tasks.map((task) => protectionView(ecs, task)), failures };
  },
  access: ({ cluster, tasks }) => onTasks(ecs, 'GetTaskProtection', cluster, tasks),
});
