/** What a command of the README does with its command line. */
export interface Program<Options extends { readonly help: boolean }> {
  readonly usage: string;
  /** Throws a sentence for what is not known. */
  readonly read: (args: readonly string[]) => Options;
  /** Gives the exit status. */
  readonly main: (options: Options) => Promise<number>;
}

/** The sentence of what was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Runs a program with the command line of this process; a wrong option ends with status 2 and the usage. */
export async function runProgram<Options extends { readonly help: boolean }>({ usage, read, main }: Program<Options>): Promise<number> {
  let options: Options;
  try {
    options = read(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n\n${usage}`);
    return 2;
  }
  if (!options.help) return main(options);
  process.stdout.write(usage);
  return 0;
}
