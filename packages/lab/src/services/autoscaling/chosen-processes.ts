import { validation } from './errors';
import { SCALING_PROCESSES, type ScalingProcess } from './processes';

/** The processes that a call names; without names all of them. */
export function chosenProcesses(names: readonly string[] = []): readonly ScalingProcess[] {
  const unknown = names.filter((name) => !SCALING_PROCESSES.some((process) => process === name));
  if (unknown.length > 0) throw validation(`Invalid scaling process: [${unknown.join(', ')}]. Valid are ${SCALING_PROCESSES.join(', ')}.`);
  return names.length === 0 ? SCALING_PROCESSES : SCALING_PROCESSES.filter((process) => names.includes(process));
}
