/**
 * Splits a command as the agent does in a container: quotes, backslash and `#` comments, nothing else of a shell.
 * @throws Error when a quote is not closed
 */
export function splitCommand(text: string): readonly string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote: '"' | "'" | undefined;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (quote !== undefined) {
      if (character === quote) quote = undefined;
      else if (quote === '"' && character === '\\') word = (word ?? '') + escaped(text, at += 1);
      else word = (word ?? '') + character;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= '';
    } else if (character === '\\') {
      word = (word ?? '') + escaped(text, at += 1);
    } else if (/[ \t\r\n]/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (character === '#' && word === undefined) {
      const end = text.indexOf('\n', at);
      at = end === -1 ? text.length : end;
    } else {
      word = (word ?? '') + character;
    }
  }
  if (quote !== undefined) throw new Error('EOF found when expecting closing quote');
  return word === undefined ? words : [...words, word];
}

function escaped(text: string, at: number): string {
  const character = text[at];
  if (character === undefined) throw new Error('EOF found after escape character');
  return character;
}
