/**
 * A command line for ExecuteCommand that tells the exit status of a shell command: the protocol has no place for it.
 * @param command for `/bin/sh -c`; an image without a shell cannot tell its status
 * @param nonce letters and digits that the output does not hold by chance
 */
export function withExitStatus(command: string, nonce: string): string {
  if (!/^[0-9a-zA-Z]+$/.test(nonce)) throw new RangeError(`nonce must be letters and digits, got ${JSON.stringify(nonce)}`);
  const script = `(${command}\n); printf '\\n${nonce}:%s\\n' $?`;
  return `/bin/sh -c '${script.replaceAll("'", "'\"'\"'")}'`;
}

/** The output of a command line of `withExitStatus` without its last line, and the status; none where the line is not there. */
export function readExitStatus(output: string, nonce: string): { readonly output: string; readonly status?: number } {
  const at = output.lastIndexOf(`${nonce}:`);
  const status = at === -1 ? undefined : /^(\d+)\r?\n/.exec(output.slice(at + nonce.length + 1))?.[1];
  if (status === undefined) return { output };
  return { output: output.slice(0, at).replace(/\r?\n$/, ''), status: Number(status) };
}
