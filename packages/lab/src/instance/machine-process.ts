import { randomUUID } from 'node:crypto';
import type Dockerode from 'dockerode';
import { runInContainer } from '../docker/exec';
import type { Process, ProcessSpec } from './process';

/** Runs a process on a machine; closing it hangs up on everything that it started. */
export function runOnMachine(docker: Dockerode, containerId: string, spec: ProcessSpec): Promise<Process> {
  // the engine's own process id is of no use here: it belongs to another process namespace
  const mark = randomUUID();
  return runInContainer(docker, containerId, { ...spec, environment: { ...spec.environment, ECS_LAB_PROCESS: mark } }, {
    hangUp: async ({ state }) => {
      if ((await state()).running) {
        const killer = await runInContainer(docker, containerId, { argv: ['/usr/lib/ecs-lab/hang-up.sh', mark] });
        killer.output.resume();
        killer.errorOutput?.resume();
        await killer.exit;
      }
    },
  });
}
