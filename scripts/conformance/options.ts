/** What the person asked for. */
export interface Options {
  readonly json: boolean;
  readonly write: boolean;
  readonly keep: boolean;
  readonly help: boolean;
  /** Of the lab that is started; two runs at once need two names. */
  readonly name: string;
  /** Numbers of the lines to run; empty for all. */
  readonly lines: readonly number[];
}

export const usage = `npm run conformance [-- OPTIONS]

Starts a lab of its own, builds a small world in it with plain AWS calls, and checks every line of the conformance list: what Amazon ECS on EC2
does, in 104 sentences. Each line passes, differs, or is not there; what was seen is printed beside it.

  --line N   run this line alone (may be given again, and as a range: --line 57-63)
  --json     print the results as JSON on standard output; everything else goes to standard error
  --write    write the table into docs/lab.md (only with all lines)
  --keep     leave the lab running
  --name X   name of that lab (default: conformance); two runs at once need two names
  --help     this text

Evidence: D documented by AWS, S observed in sources, I inferred.
Exit status: 0, or 1 when a line that the table in docs/lab.md says passes does not pass any more, 2 for a wrong option.
`;

/** Reads the command line. Throws a sentence for what is not known. */
export function readOptions(argv: readonly string[], last: number): Options {
  const flags = new Set<string>();
  const lines: number[] = [];
  let name = 'conformance';
  const words = [...argv];
  while (words.length > 0) {
    const word = words.shift()!;
    if (word === '--line' || word.startsWith('--line=')) lines.push(...range(word.includes('=') ? word.slice(7) : words.shift() ?? '', last));
    else if (word === '--name') name = words.shift() ?? '';
    else if (['--json', '--write', '--keep', '--help'].includes(word)) flags.add(word);
    else throw new Error(`unknown option ${word}: use --line N, --json, --write, --keep, --name X or --help`);
  }
  if (flags.has('--write') && lines.length > 0) throw new Error('--write needs all lines: leave --line out');
  return { json: flags.has('--json'), write: flags.has('--write'), keep: flags.has('--keep'), help: flags.has('--help'), name, lines };
}

function range(text: string, last: number): readonly number[] {
  const match = /^(\d+)(?:-(\d+))?$/.exec(text);
  const from = Number(match?.[1]);
  const to = Number(match?.[2] ?? match?.[1]);
  if (!match || from < 1 || to > last || from > to) throw new Error(`--line ${text}: give a number from 1 to ${last}, or a range such as 57-63`);
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
