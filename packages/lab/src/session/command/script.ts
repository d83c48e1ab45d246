import type { ProcessSpec } from '../../instance/process';

const folderOf = (instanceId: string, commandId: string): string =>
  `/var/lib/amazon/ssm/${instanceId}/document/orchestration/${commandId}/awsrunShellScript/0.awsrunShellScript`;

// the script is a file, so that a first line with #! counts; whatever runs in a container leads its own process group,
// which is kept, so that all of it can be ended
const RUN = `mkdir -p "$1" && echo $$ > "$1/group" && printf '%s' "$2" > "$1/_script.sh" && chmod 700 "$1/_script.sh" || exit 1
cd "$3" || exit 1
exec sh -c "$1/_script.sh" </dev/null`;

// no -- before the group: not every sh takes it there
const KILL = 'kill -KILL "-$(cat "$1/group")"';

/** How the agent runs the lines of AWS-RunShellScript: one script, as root. */
export function scriptProcess(instanceId: string, commandId: string, lines: readonly string[], workingDirectory: string): ProcessSpec {
  const folder = folderOf(instanceId, commandId);
  return { argv: ['sh', '-c', RUN, 'sh', folder, `${lines.join('\n')}\n`, workingDirectory || '/usr/bin'] };
}

/** Ends a script with everything that it started. */
export function killProcess(instanceId: string, commandId: string): ProcessSpec {
  return { argv: ['sh', '-c', KILL, 'sh', folderOf(instanceId, commandId)] };
}
