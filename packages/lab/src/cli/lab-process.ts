import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Whether that process runs and is this lab: process ids are used again after a restart of the machine. */
export function isLabProcess(pid: number, name: string): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const line = commandLine(pid);
  return line.includes('ecs-lab') && / up( |$)/.test(line) && (name === 'default' ? !/ --name (?!default( |$))/.test(line) : line.includes(` --name ${name}`));
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\u0000', ' ').trim();
  } catch {
    // macOS has no /proc
    return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();
  }
}
