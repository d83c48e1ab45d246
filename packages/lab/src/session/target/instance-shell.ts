import type { Fleet } from '../../instance/fleet';
import type { Process, ProcessSpec } from '../../instance/process';
import { AgentError } from '../start-error';

export const SESSION_USER = 'ssm-user';

// the agent makes its user when the first session asks for it, with every right of root. Without use_pty, as on Amazon Linux 2: a second terminal
// takes all that was typed ahead, so that what comes after the `exit` of a `sudo -i` would be lost
const CREATE_USER = `set -e
id -u ${SESSION_USER} >/dev/null 2>&1 || useradd --create-home --shell /bin/sh ${SESSION_USER}
rules=/etc/sudoers.d/ssm-agent-users
if [ ! -e "$rules" ]; then
  printf '# User rules for ${SESSION_USER}\\n${SESSION_USER} ALL=(ALL) NOPASSWD:ALL\\nDefaults:${SESSION_USER} !use_pty\\n' > "$rules.new"
  chmod 0440 "$rules.new"
  mv "$rules.new" "$rules"
fi`;

/**
 * Runs a process on an instance as a user: the session user, who is made if absent, unless the session's document names another.
 * Rejects, in the agent's words, where that one is not there.
 */
export async function runAsSessionUser(
  fleet: Pick<Fleet, 'run'>, instanceId: string, process: Pick<ProcessSpec, 'argv' | 'terminal'>, runAs?: string,
): Promise<Process> {
  if (runAs === undefined) await createUser(fleet, instanceId);
  else await requireUser(fleet, instanceId, runAs);
  const user = runAs ?? SESSION_USER;
  return fleet.run(instanceId, {
    ...process,
    user,
    workingDirectory: '/usr/bin',
    environment: { TERM: 'xterm-256color', LANG: 'C.UTF-8', HOME: user === 'root' ? '/root' : `/home/${user}` },
  });
}

async function requireUser(fleet: Pick<Fleet, 'run'>, instanceId: string, user: string): Promise<void> {
  if (user.trim() === '') throw new AgentError('please set the RunAs default user');
  const { status } = await done(await fleet.run(instanceId, { argv: ['/bin/sh', '-c', 'id -u -- "$1"', 'sh', user] }));
  if (status !== 0) throw new AgentError(`failed to start pty since RunAs user ${user} does not exist`);
}

async function createUser(fleet: Pick<Fleet, 'run'>, instanceId: string): Promise<void> {
  const { status, said } = await done(await fleet.run(instanceId, { argv: ['/bin/sh', '-c', CREATE_USER] }));
  if (status !== 0) throw new Error(`the user ${SESSION_USER} could not be made on ${instanceId} (status ${status}): ${said}`);
}

async function done(process: Process): Promise<{ readonly status: number; readonly said: string }> {
  let said = '';
  process.output.resume();
  process.errorOutput?.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8').slice(0, 1000 - said.length);
  });
  process.input.end();
  return { status: await process.exit, said: said.trim() };
}
