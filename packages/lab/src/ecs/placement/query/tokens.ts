/** Words and signs of a cluster query expression. */
export interface Token {
  readonly kind: 'word' | 'sign';
  readonly text: string;
}

const TOKEN = /\s*(?:(==|!=|>=|<=|=~|!~|&&|\|\||[()[\],<>!])|"([^"]*)"|'([^']*)'|([^\s()[\],<>=!&|"']+))/y;
// after a matching operator: up to a space, parentheses balanced
const REGULAR_EXPRESSION = /\s*(?:"([^"]*)"|'([^']*)'|((?:[^\s()]|\((?:[^()]|\([^()]*\))*\))+))/y;
const MATCHING = ['=~', '!~', 'matches', 'not_matches'];

/** `undefined` where a character fits no word and no sign. */
export function tokens(expression: string): readonly Token[] | undefined {
  const text = expression.trimEnd();
  const found: Token[] = [];
  let next = 0;
  while (next < text.length) {
    const afterMatching = MATCHING.includes(found.at(-1)?.text.toLowerCase() ?? '');
    const pattern = afterMatching ? REGULAR_EXPRESSION : TOKEN;
    pattern.lastIndex = next;
    const match = pattern.exec(text);
    if (match === null) {
      return undefined;
    }
    next = pattern.lastIndex;
    const sign = afterMatching ? undefined : match[1];
    found.push(sign !== undefined
      ? { kind: 'sign', text: sign }
      : { kind: 'word', text: match.slice(1).find((group) => group !== undefined) ?? '' });
  }
  return found;
}
