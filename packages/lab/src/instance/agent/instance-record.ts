import type { InstanceSpec } from '../fleet';

/** What is kept of an instance's agent: a record of the store. */
export interface AgentInstance {
  readonly spec: InstanceSpec;
  /** Absent until ECS has admitted the instance. */
  readonly containerInstanceArn?: string;
  /** As it was registered. */
  readonly agentHash?: string;
}
