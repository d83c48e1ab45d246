import type { Agents } from '../instance/agent/agents';
import type { InstanceSpec } from '../instance/fleet';
import type { Machines } from '../instance/machine';
import type { InstanceMachines } from '../services/ec2/ec2';
import type { LabLog } from '../lab';

/** EC2's machines, each with the agent that joins it to its cluster: an instance is up when its agent has been let in. */
export function machinesWithAgents(fleet: Machines, agents: () => Agents, log: LabLog): InstanceMachines {
  return {
    async launch(spec: InstanceSpec) {
      await fleet.launch(spec);
      await agents().attach(spec).catch((error: unknown) => {
        log.warn(`${spec.instanceId}: its ECS agent could not be started: ${error instanceof Error ? error.message : String(error)}`);
      });
    },
    async terminate(instanceId) {
      await agents().detach(instanceId);
      await fleet.terminate(instanceId);
    },
    isRunning: (instanceId) => fleet.isRunning(instanceId),
    filter: (instanceId, rules) => fleet.filter(instanceId, rules),
    isAnswering: (instanceId) => fleet.isAnswering(instanceId),
    changeMetadata: (instanceId, metadata) => agents().changeMetadata(instanceId, metadata),
  };
}
