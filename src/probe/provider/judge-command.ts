import type { CommandClause } from '../private/probe-spec';

/** What became of a command. */
export type CommandOutcome =
  | { readonly kind: 'ran'; readonly output: string; readonly exitCode: number }
  /** Refused before it started; `cause` is what was found out about it. */
  | { readonly kind: 'refused'; readonly error: string; readonly message: string; readonly cause?: string }
  /** Started, or about to, but with no end that tells anything. */
  | { readonly kind: 'unfinished'; readonly output: string; readonly reason: string }
  /** There was nothing to run it in. */
  | { readonly kind: 'absent'; readonly reason: string };

/** Statuses with which a shell says that it could not start the command at all. */
const NOT_EXECUTABLE = 126;
const NOT_FOUND = 127;

/** The expectations that do not hold. */
export function missedClauses(clauses: readonly CommandClause[], outcome: CommandOutcome): CommandClause[] {
  return clauses.filter((clause) => !holds(clause, outcome));
}

function holds(clause: CommandClause, outcome: CommandOutcome): boolean {
  if (clause.is === 'refused') {
    return outcome.kind === 'refused' && outcome.error === clause.text;
  }
  if (outcome.kind !== 'ran') {
    return false;
  }
  if (clause.is === 'exitCode') {
    return outcome.exitCode === clause.code;
  }
  // a command that is not there prints nothing that is lacking, either
  return outcome.exitCode !== NOT_EXECUTABLE && outcome.exitCode !== NOT_FOUND && holdsOn(clause.is, clause.text, outcome.output);
}

function holdsOn(is: 'outputContains' | 'outputMatches' | 'outputLacks', text: string, output: string): boolean {
  switch (is) {
    case 'outputContains': return output.includes(text);
    case 'outputMatches': return new RegExp(text, 'm').test(output);
    case 'outputLacks': return !output.includes(text);
  }
}

/** An expectation in words that follow "expected". */
export function describeClause(clause: CommandClause): string {
  switch (clause.is) {
    case 'outputContains': return `the output to contain ${JSON.stringify(clause.text)}`;
    case 'outputMatches': return `the output to match /${clause.text}/m`;
    case 'outputLacks': return `the output to lack ${JSON.stringify(clause.text)}`;
    case 'exitCode': return `exit status ${clause.code}`;
    case 'refused': return `a refusal with ${clause.text}`;
  }
}
