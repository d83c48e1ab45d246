import type { Clock } from '../../../clock/clock';
import type { TaskPayload } from '../../../ecs/agent-port';
import type { LabLog } from '../../../lab';
import type { SharedNamespaces } from '../awsvpc/shared-namespaces';
import type { TaskNamespace } from '../awsvpc/task-namespace';
import type { ImageCache } from '../engine/image-cache';
import type { TaskEngine } from '../engine/task-engine';
import type { TaskCgroup } from '../plan/task-cgroup';
import type { TaskResources } from '../resources/task-resources';
import type { AgentTask } from './agent-task';

/** What a task's run uses of its instance. */
export interface TaskSurroundings {
  readonly region: string;
  /** Stop time-out in seconds where the task definition has none. */
  readonly stopSeconds: number;
  readonly engine: TaskEngine;
  readonly images: ImageCache;
  readonly clock: Clock;
  readonly log: LabLog;
  /** Range of dynamic host ports, `<first>-<last>`; absent where the instance's own holds. */
  readonly dynamicPorts?: string;
  /** Present when the task has a namespace of its own, in awsvpc mode. */
  readonly namespace?: TaskNamespace;
  /** Present when its containers share their process or IPC namespace. */
  readonly sharing?: SharedNamespaces;
  /** Present when the task has a cgroup of its own. */
  readonly cgroup?: TaskCgroup;
  /** Fetches secrets and environment files; rejects with a `TaskFailure`. */
  resources(payload: TaskPayload): Promise<TaskResources>;
  /** Has the relay make or remove a cgroup. */
  command(lines: readonly string[]): Promise<string>;
  /** Told of every change, before anything is done about it. */
  changed(task: AgentTask): void;
}
