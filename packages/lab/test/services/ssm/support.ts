import { CommandRunner } from '../../../src/session/command/runner';
import { SessionBroker } from '../../../src/session/broker';
import type { ManagedInstance } from '../../../src/session/target/managed-instance';
import type { SessionDependencies } from '../../../src/services/ssm/session-dependencies';
import { FakeMachine } from '../../session/support/fake-process';
import { testLab } from '../../session/support/lab';
import type { TestLab } from '../../session/support/lab';

export const INSTANCE: ManagedInstance = {
  instanceId: 'i-0123456789abcdef0', pingStatus: 'Online', address: '10.0.100.120', computerName: 'ip-10-0-100-120', tags: [{ key: 'stage', value: 'test' }],
};

/** What the operations need, around a machine that does what the test says. */
export function dependencies(
  machine: FakeMachine = new FakeMachine(), instances: readonly ManagedInstance[] = [INSTANCE], lab: TestLab = testLab(),
  broker = new SessionBroker(lab),
): SessionDependencies {
  return {
    lab, broker, fleet: machine, commands: new CommandRunner(lab, machine), managedInstances: () => instances,
    exec: { findTask: () => undefined, agents: { get: () => undefined }, allows: () => false },
  };
}
