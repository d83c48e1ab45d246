import type { Fleet } from '../../instance/fleet';
import type { Lab } from '../../lab';
import type { SessionBroker } from '../../session/broker';
import type { CommandRunner } from '../../session/command/runner';
import type { ExecDependencies } from '../../session/target/exec-target';
import type { ManagedInstances } from '../../session/target/managed-instance';

/** What the operations of sessions and commands are built from. */
export interface SessionDependencies {
  readonly lab: Pick<Lab, 'clock' | 'store' | 'accountId' | 'region' | 'invoke' | 'log'>;
  readonly broker: SessionBroker;
  readonly commands: CommandRunner;
  readonly fleet: Pick<Fleet, 'run' | 'isRunning'>;
  readonly managedInstances: ManagedInstances;
  /** For sessions straight into a container, past ECS Exec. */
  readonly exec: ExecDependencies;
}
