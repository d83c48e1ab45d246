import type { TaskPayload } from '../../../ecs/agent-port';
import { taskIdOf } from './overrides';

const ROOT = '/sys/fs/cgroup';
const PARENT = '/ecs';
const PERIOD = 100_000;
const CPU_UNITS = 1024;
const MIB = 1_048_576;

export type CgroupVersion = '1' | '2';

/** The task's own cgroup and how it is made and removed; see the commands of `agent.pl`. */
export interface TaskCgroup {
  /** For `CgroupParent`. */
  readonly path: string;
  readonly create: readonly string[];
  readonly remove: readonly string[];
}

/** Task-level sizes are ceilings over all containers of the task; without them a task has no cgroup of its own. */
export function taskCgroup({ task, taskDefinition }: TaskPayload, version: CgroupVersion): TaskCgroup | undefined {
  const cpu = Number(task.overrides?.cpu ?? taskDefinition.cpu ?? 0);
  const memory = Number(task.overrides?.memory ?? taskDefinition.memory ?? 0);
  if (cpu === 0 && memory === 0) {
    return undefined;
  }
  const path = `${PARENT}/${taskIdOf(task.taskArn)}`;
  const quota = Math.max(1_000, Math.round(cpu * PERIOD / CPU_UNITS));
  return version === '1' ? versionOne(path, cpu, quota, memory * MIB) : versionTwo(path, cpu, quota, memory * MIB);
}

/** What shows whether task cgroups work on an instance. */
export const cgroupProbe = (version: CgroupVersion, name: string): TaskCgroup =>
  version === '1' ? versionOne(`${PARENT}/${name}`, 1, PERIOD, MIB * 64) : versionTwo(`${PARENT}/${name}`, 1, PERIOD, MIB * 64);

function versionOne(path: string, cpu: number, quota: number, bytes: number): TaskCgroup {
  const make = (controller: string) => [`mkdir ${ROOT}/${controller}${PARENT}`, `mkdir ${ROOT}/${controller}${path}`];
  return {
    path,
    create: [
      ...make('cpu'),
      ...cpu === 0 ? [] : [
        `write ${ROOT}/cpu${path}/cpu.shares ${Math.max(2, cpu)}`,
        `write ${ROOT}/cpu${path}/cpu.cfs_period_us ${PERIOD}`,
        `write ${ROOT}/cpu${path}/cpu.cfs_quota_us ${quota}`,
      ],
      ...make('memory'),
      ...bytes === 0 ? [] : [`write ${ROOT}/memory${path}/memory.limit_in_bytes ${bytes}`],
    ],
    remove: [`rmdir ${ROOT}/*${path}`],
  };
}

function versionTwo(path: string, cpu: number, quota: number, bytes: number): TaskCgroup {
  const control = (folder: string) => `write ${ROOT}${folder}/cgroup.subtree_control +cpu +memory +pids`;
  return {
    path,
    create: [
      control(''),
      `mkdir ${ROOT}${PARENT}`,
      control(PARENT),
      `mkdir ${ROOT}${path}`,
      ...cpu === 0 ? [] : [`write ${ROOT}${path}/cpu.max ${quota} ${PERIOD}`],
      ...bytes === 0 ? [] : [`write ${ROOT}${path}/memory.max ${bytes}`],
    ],
    remove: [`rmdir ${ROOT}${path}`],
  };
}
