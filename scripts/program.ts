/** A command of the README. */
export interface Program<Options extends { readonly help: boolean }> {
  /** Comes before the sentence of what went wrong. */
  readonly name: string;
  readonly usage: string;
  /** Throws a sentence for what is not known. */
  readonly read: (args: readonly string[]) => Options;
  /** Gives the exit status; what it throws ends with status 1. */
  readonly main: (options: Options) => Promise<number>;
}

/** The sentence of what was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Reads the command line of a program without options of its own. */
export function onlyHelp(args: readonly string[]): { readonly help: boolean } {
  const unknown = args.find((word) => word !== '--help');
  if (unknown !== undefined) throw new Error(`unknown option ${unknown}: use --help or nothing`);
  return { help: args.length > 0 };
}

async function statusOf<Options extends { readonly help: boolean }>({ name, usage, read, main }: Program<Options>): Promise<number> {
  let options: Options;
  try {
    options = read(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n\n${usage}`);
    return 2;
  }
  if (options.help) {
    process.stdout.write(usage);
    return 0;
  }
  try {
    return await main(options);
  } catch (error) {
    process.stderr.write(`${name}: ${messageOf(error)}\n`);
    return 1;
  }
}

/** Runs a program with the command line of this process and ends the process; a wrong option ends with status 2 and the usage. */
export function runProgram<Options extends { readonly help: boolean }>(program: Program<Options>): void {
  void statusOf(program).then((code) => process.exit(code));
}
