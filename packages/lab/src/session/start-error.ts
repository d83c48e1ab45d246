/** What the person sees when a command cannot be started, from the words of the container engine. */
export function startError(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : String(cause);
  const own = /exec: (".*?": .*?)(?:: unknown)?$/ms.exec(text.trim())?.[1];
  return `----------ERROR-------\nUnable to start command: Failed to start pty: ${own === undefined ? text : `exec: ${own}`}`;
}
