import type { UpdateTaskProtectionRequest, UpdateTaskProtectionResponse } from '@aws-sdk/client-ecs';
import { invalidParameter } from '../../ecs/errors';
import { type Ecs, ecsOperation } from './ecs';
import { onTasks, protectable, protectionView } from './task-protection';

const MINUTE = 60_000;
const DEFAULT_MINUTES = 120;
const MOST_MINUTES = 2880;

/** Keeps service tasks from scale-in and deployments, for two hours unless asked otherwise. */
export const updateTaskProtection = (ecs: Ecs) => ecsOperation<UpdateTaskProtectionRequest, UpdateTaskProtectionResponse>({
  name: 'UpdateTaskProtection',
  shape: { cluster: 'string', tasks: 'strings', protectionEnabled: 'boolean', expiresInMinutes: 'integer' },
  run({ cluster, tasks: asked = [], protectionEnabled, expiresInMinutes }) {
    if (protectionEnabled === undefined) {
      throw invalidParameter('protectionEnabled is not given; give true or false.');
    }
    if (expiresInMinutes !== undefined && (!protectionEnabled || expiresInMinutes < 1 || expiresInMinutes > MOST_MINUTES)) {
      throw invalidParameter(`expiresInMinutes is ${expiresInMinutes} with protectionEnabled ${protectionEnabled}; `
        + `allowed are 1 to ${MOST_MINUTES}, with protectionEnabled true only.`);
    }
    const { control } = ecs;
    const { tasks, failures } = protectable(ecs, cluster, asked, 10);
    const protectedUntil = protectionEnabled ? control.now() + (expiresInMinutes ?? DEFAULT_MINUTES) * MINUTE : undefined;
    const changed = tasks.map((task) => ({ ...task, protectedUntil }));
    changed.forEach((task) => control.saveTask(task));
    return { protectedTasks: changed.map((task) => protectionView(ecs, task)), failures };
  },
  access: ({ cluster, tasks }) => onTasks(ecs, 'UpdateTaskProtection', cluster, tasks),
});
