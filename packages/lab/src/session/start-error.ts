/** Why a process could not be started, in the agent's own words. */
export class AgentError extends Error {}

/** What the person sees when a command cannot be started: the agent's own words, or what the container engine said. */
export function startError(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : String(cause);
  const own = /exec: (".*?": .*?)(?:: unknown)?$/ms.exec(text.trim())?.[1];
  const why = cause instanceof AgentError ? text : `Failed to start pty: ${own === undefined ? text : `exec: ${own}`}`;
  return `----------ERROR-------\nUnable to start command: ${why}`;
}
