import type { Candidate } from '../candidate';
import { operator, wholePattern } from './comparison';
import { subject } from './subjects';
import { type Token, tokens } from './tokens';

/** Whether an instance satisfies the expression. */
export type Query = (candidate: Candidate) => boolean;

/** Longest expression that ECS takes, in characters. */
export const MAXIMUM_EXPRESSION_LENGTH = 2000;

/** Reads an expression of the cluster query language; `undefined` when it is none. */
export function parseQuery(expression: string): Query | undefined {
  const list = expression.length > MAXIMUM_EXPRESSION_LENGTH ? undefined : tokens(expression);
  return list === undefined || list.length === 0 ? undefined : new Parser(list).whole();
}

/** Precedence, from loose to tight: or, and, not. */
class Parser {
  private next = 0;

  constructor(private readonly list: readonly Token[]) {}

  whole(): Query | undefined {
    const query = this.or();
    return this.next === this.list.length ? query : undefined;
  }

  private or(): Query | undefined {
    return this.chain(['||', 'or'], () => this.and(), (left, right) => (candidate) => left(candidate) || right(candidate));
  }

  private and(): Query | undefined {
    return this.chain(['&&', 'and'], () => this.not(), (left, right) => (candidate) => left(candidate) && right(candidate));
  }

  private chain(words: readonly string[], part: () => Query | undefined, join: (left: Query, right: Query) => Query): Query | undefined {
    let query = part();
    while (query !== undefined && this.accept(...words)) {
      const right = part();
      query = right && join(query, right);
    }
    return query;
  }

  private not(): Query | undefined {
    if (this.accept('!', 'not')) {
      const query = this.not();
      return query && ((candidate) => !query(candidate));
    }
    if (this.accept('(')) {
      const query = this.or();
      return this.accept(')') ? query : undefined;
    }
    return this.comparison();
  }

  private comparison(): Query | undefined {
    const asked = subject(this.word() ?? '');
    const negation = this.accept('!') ? '!' : '';
    const found = operator(negation + (this.take()?.text ?? ''));
    if (asked === undefined || found === undefined || !asked.operators.includes(found.kind)) {
      return undefined;
    }
    const argument = found.argument === 'none' ? [] : found.argument === 'list' ? this.words() : this.single();
    if (argument === undefined || (found.argument === 'pattern' && !isPattern(argument[0] ?? ''))) {
      return undefined;
    }
    const holds = found.compare(argument);
    return (candidate) => holds(asked.values(candidate));
  }

  private words(): readonly string[] | undefined {
    const closing = this.accept('[') ? ']' : this.accept('(') ? ')' : undefined;
    const found: string[] = [];
    while (closing !== undefined) {
      const word = this.word();
      if (word === undefined) {
        return undefined;
      }
      found.push(word);
      if (this.accept(closing)) {
        return found;
      }
      if (!this.accept(',')) {
        return undefined;
      }
    }
    return undefined;
  }

  private single(): readonly string[] | undefined {
    const word = this.word();
    return word === undefined ? undefined : [word];
  }

  private word(): string | undefined {
    return this.list[this.next]?.kind === 'word' ? this.take()?.text : undefined;
  }

  private take(): Token | undefined {
    return this.list[this.next++];
  }

  private accept(...texts: readonly string[]): boolean {
    const here = this.list[this.next];
    const fits = here !== undefined && texts.includes(here.kind === 'word' ? here.text.toLowerCase() : here.text);
    this.next += fits ? 1 : 0;
    return fits;
  }
}

function isPattern(text: string): boolean {
  try {
    return wholePattern(text) instanceof RegExp;
  } catch {
    return false;
  }
}
