import { bold, print, printJson, table } from './output';
import { homeOf } from './home';
import type { NamedOptions } from './program';
import { requireRunning, type Running } from './running';
import type { Settings } from './settings';
import type { LabStatus } from '../assembly';

interface Status extends LabStatus, Running, Settings {
  readonly name: string;
  readonly region: string;
  readonly log: string;
}

/** Shows what a running lab has. */
export async function status({ name, json }: NamedOptions): Promise<void> {
  const running = await requireRunning(homeOf(name));
  if (json) return printJson(running.status);
  // the lab of the same version answered with this
  const lab = running.status as Status;
  print(`${bold(lab.name)} at ${lab.endpoint} (${lab.region}, process ${lab.pid}, time scale ${lab.timeScale}); log ${lab.log}`);
  print(`stacks: ${lab.stacks.map((stack) => `${stack.name} ${stack.status}`).join(', ') || 'none'}`);
  if (lab.instances.length === 0) print('instances: none');
  else print(table([['INSTANCE', 'ADDRESS', 'STATE', 'CLUSTER', 'TASKS'], ...lab.instances.map((one) => [one.instanceId, one.privateIpAddress, one.state, one.cluster, String(one.tasks)])]));
  for (const note of lab.notes) print(`note: ${note}`);
}
