const CONTAINER_ID = '{{containerId}}';
const PID = '{{pid}}';

/**
 * A command as a script for Run Command, with the container and its process put in.
 *
 * The id of the process is known on the instance alone, so the script asks the engine for it. Systems Manager takes double braces in a
 * script for parameters of its own, so none are sent: they are put back on the instance.
 *
 * @param command of the probe
 * @param containerId of the container in the engine of the instance
 * @param nonce letters and digits that the command does not hold
 */
export function instanceScript(command: string, containerId: string, nonce: string): string {
  const filled = command.replaceAll(CONTAINER_ID, containerId);
  if (!filled.includes('{{')) {
    return filled;
  }
  return [
    ...filled.includes(PID) ? [
      `probe_pid=$(docker inspect ${containerId} | sed -n 's/^ *"Pid": \\([0-9]*\\),*$/\\1/p' | head -n 1)`,
      `if [ "\${probe_pid:-0}" = 0 ]; then echo 'container ${containerId} does not run on this instance' >&2; exit 125; fi`,
    ] : [],
    'probe_brace=$(printf "\\173")',
    `probe_script=$(sed -e "s/@pid${nonce}@/\${probe_pid:-}/g" -e "s/@open${nonce}@/$probe_brace$probe_brace/g" <<'END${nonce}'`,
    filled.replaceAll(PID, `@pid${nonce}@`).replaceAll('{{', `@open${nonce}@`),
    `END${nonce}`,
    ')',
    'sh -c "$probe_script"',
  ].join('\n');
}
