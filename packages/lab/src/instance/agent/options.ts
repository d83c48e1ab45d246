import type { RequestListener } from 'node:http';
import type Dockerode from 'dockerode';
import type { TaskReports } from '../../ecs/agent-port';
import type { Lab } from '../../lab';
import type { Fleet } from '../fleet';
import type { RoleKeyIssuer } from './metadata/role-credentials';

/** What the agents of a lab are built from. */
export interface AgentsOptions {
  readonly lab: Pick<Lab, 'accountId' | 'region' | 'timeScale' | 'clock' | 'store' | 'invoke' | 'log'>;
  readonly fleet: Pick<Fleet, 'run' | 'isRunning'>;
  /** A client of the engine inside a running instance. */
  engine(instanceId: string): Dockerode;
  /** Puts an image into an instance's engine; rejects with the failure of the pull. */
  readonly images: { ensure(instanceId: string, reference: string): Promise<unknown> };
  /** Keys of instance, task and execution roles. */
  readonly credentials: RoleKeyIssuer;
  /** Answers AWS API requests that come from an instance or a task. */
  readonly gateway: RequestListener;
  readonly reports: TaskReports;
}
