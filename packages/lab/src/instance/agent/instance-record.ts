import type { InstanceSpec } from '../fleet';
import type { AgentSettings } from './settings';

/** What is kept of an instance's agent: a record of the store. */
export interface AgentInstance {
  readonly spec: InstanceSpec;
  readonly settings: AgentSettings;
  /** Absent until ECS has admitted the instance. */
  readonly containerInstanceArn?: string;
}
