import type { Attempts } from './attempts';
import type { CommandClause, ProbeAttributes } from '../private/probe-spec';
import { withoutMiddle } from './excerpt';
import { describeClause, missedClauses } from './judge-command';
import type { CommandOutcome } from './judge-command';
import { attributesOf, effort } from './verdict';
import type { Verdict } from './verdict';

/** What a probe that ran a command asked, in words: the command and where it ran. */
export interface CommandQuestion {
  readonly path: string;
  readonly command: string;
  readonly place: string;
  readonly expectation: readonly CommandClause[];
}

/** The last outcome of a command, and where it ran. */
export interface CommandFinding {
  readonly outcome: CommandOutcome;
  readonly containerInstanceArn?: string;
}

/** Characters of output inside a sentence. */
const EXCERPT = 800;

/** Compares what became of a command with what was expected. */
export function commandVerdict(question: CommandQuestion, attempts: Attempts<CommandFinding>): Verdict {
  const { outcome, containerInstanceArn = '' } = attempts.found;
  const missed = missedClauses(question.expectation, outcome);
  const expected = (missed.length > 0 ? missed : question.expectation).map(describeClause).join(' and ');
  return {
    holds: missed.length === 0,
    sentence: `probe '${question.path}' expected ${expected} from \`${question.command}\` ${question.place}, but ${describe(outcome)} (${effort(attempts)})`,
    attributes: attributesOf({ ...attributes(outcome), containerInstanceArn }),
  };
}

function attributes(outcome: CommandOutcome): Partial<ProbeAttributes> {
  switch (outcome.kind) {
    case 'ran': return { output: outcome.output, exitCode: String(outcome.exitCode) };
    case 'refused': return { failureReason: outcome.error };
    case 'unfinished': return { output: outcome.output, failureReason: outcome.reason };
    case 'absent': return { failureReason: outcome.reason };
  }
}

function describe(outcome: CommandOutcome): string {
  switch (outcome.kind) {
    case 'ran': return `it ended with status ${outcome.exitCode}${printed(outcome.output)}`;
    case 'refused': return `it was refused with ${outcome.error}: ${outcome.message}${outcome.cause ? `; ${outcome.cause}` : ''}`;
    case 'unfinished': return `${outcome.reason}${printed(outcome.output)}`;
    case 'absent': return outcome.reason;
  }
}

function printed(output: string): string {
  const text = output.trim();
  return text === '' ? ' and printed nothing' : ` and printed: ${withoutMiddle(text, EXCERPT, (characters) => ` […${characters} characters…] `)}`;
}
