import { invalid } from './logs';

/** Whether a message passes a filter pattern: plain and quoted terms (all of them), `?term` (any of them), `-term` (none of them). */
export function matcherOf(pattern: string | undefined): (message: string) => boolean {
  const text = pattern?.trim() ?? '';
  if (text === '') return () => true;
  if (/^[[{%]/.test(text)) {
    throw invalid(`the filter pattern ${JSON.stringify(text)} is not supported by this lab; supported there: terms, "quoted terms", ?term and -term`);
  }
  const terms = [...text.matchAll(/([?-]?)(?:"([^"]*)"|(\S+))/g)].map(([, sign, quoted, plain]) => ({ sign, term: quoted ?? plain ?? '' }));
  const all = terms.filter(({ sign }) => sign === '');
  const any = terms.filter(({ sign }) => sign === '?');
  const none = terms.filter(({ sign }) => sign === '-');
  return (message) => all.every(({ term }) => message.includes(term))
    && (any.length === 0 || any.some(({ term }) => message.includes(term)))
    && !none.some(({ term }) => message.includes(term));
}
