/** A command of a page, with what the page says it prints. */
export interface Proof {
  /** The last heading before it. */
  readonly section: string;
  /** Shell commands, all run in one shell: what one block defines the next ones know. */
  readonly commands: string;
  /** What is printed; undefined where the page does not say. `…` stands for anything. */
  readonly expected?: string;
}

/** The shell blocks of a page in order, each with the `text` block that follows it directly. */
export function proofsOf(markdown: string): readonly Proof[] {
  const proofs: Proof[] = [];
  let section = '';
  const parts = /^#+ (?<heading>.*)$|^```(?<language>\w+)[^\n]*\n(?<code>[\s\S]*?)^```$/gm;
  for (const { groups } of markdown.matchAll(parts)) {
    const { heading, language, code = '' } = groups ?? {};
    const last = proofs.at(-1);
    if (heading !== undefined) section = heading;
    else if (language === 'sh') proofs.push({ section, commands: code });
    else if (language === 'text') {
      if (!last || last.expected !== undefined) throw new Error(`the text block '${code.slice(0, 40)}' belongs to no command: put it right after a sh block`);
      proofs[proofs.length - 1] = { ...last, expected: code };
    }
  }
  return proofs;
}

/** Whether something was printed as the page says: a line `…` stands for any lines, within a line it stands for anything. */
export function holds(expected: string, printed: string): boolean {
  const pattern = expected.trimEnd().split('\n')
    .map((line) => line === '…' ? '(?:.*\n)*?' : `${line.split('…').map((text) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('.*')}\n`);
  return new RegExp(`^${pattern.join('')}$`).test(`${printed.trimEnd()}\n`);
}
