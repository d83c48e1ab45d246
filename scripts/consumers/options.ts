/** What the person asked for. */
export interface Options {
  /** Names of languages; all where none is named. */
  readonly languages: readonly string[];
  /** Whether the stack with the probes is deployed and destroyed from each app, on a lab. */
  readonly deploy: boolean;
  readonly keep: boolean;
  readonly help: boolean;
}

export const usage = `npm run test:consumers [-- OPTIONS] [LANGUAGE …]

Installs the artifacts of npm run package into the smallest app of each language, synthesises it, and compares the templates
with those of the TypeScript app, resource by resource. A language whose tools are missing is skipped, and named at the end.

  LANGUAGE   typescript, python, java or go (default: all; TypeScript always runs, the others are compared with it)
  --deploy   deploy the stack with the three probes from each app to a lab, and destroy it again
  --keep     keep the folder with the apps and say where it is
  --help     this text

Exit status: 0 when all templates are equal and no language was skipped, 1 when not, 3 when they are equal as far as they could be compared.
`;

/** Reads the command line. Throws a sentence for what is not known. */
export function readOptions(argv: readonly string[], known: readonly string[]): Options {
  const flags = ['--deploy', '--keep', '--help'];
  const unknown = argv.find((word) => !flags.includes(word) && !known.includes(word));
  if (unknown !== undefined) throw new Error(`unknown language or option ${unknown}: languages are ${known.join(', ')}; options are ${flags.join(', ')}`);
  const named = known.filter((name) => argv.includes(name));
  return {
    languages: named.length > 0 ? named : known,
    deploy: argv.includes('--deploy'), keep: argv.includes('--keep'), help: argv.includes('--help'),
  };
}
