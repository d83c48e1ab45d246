import { Token } from 'aws-cdk-lib';
import { CommandClause } from './private/probe-spec';

/**
 * What must be true of a command that a probe runs.
 *
 * The output is what a terminal shows, without colours: standard error is mixed in for `ExecProbe`, and follows standard output for
 * `InstanceProbe`. A command that could not be started (status 126 or 127) holds no expectation on its output.
 */
export class CommandExpectation {
  /**
   * The output contains a text.
   *
   * @param text that is looked for as it is, on one line or over several
   */
  public static outputContains(text: string): CommandExpectation {
    return new CommandExpectation([{ is: 'outputContains', text: notEmpty('outputContains', text) }]);
  }

  /**
   * The output matches a regular expression.
   *
   * @param pattern in the dialect of ECMAScript, with the flag `m` alone: case counts, `^` and `$` are the ends of each line,
   *   and `.` does not match a line break
   */
  public static outputMatches(pattern: string): CommandExpectation {
    return new CommandExpectation([{ is: 'outputMatches', text: validPattern(notEmpty('outputMatches', pattern)) }]);
  }

  /**
   * The output does not contain a text.
   *
   * Add `exitCode(0)` through `allOf` where a command that fails would have no output at all.
   *
   * @param text that is looked for as it is
   */
  public static outputLacks(text: string): CommandExpectation {
    return new CommandExpectation([{ is: 'outputLacks', text: notEmpty('outputLacks', text) }]);
  }

  /**
   * The command ends with a status.
   *
   * @param code from 0 to 255
   */
  public static exitCode(code: number): CommandExpectation {
    if (!Token.isUnresolved(code) && (!Number.isInteger(code) || code < 0 || code > 255)) {
      throw new Error(`a command ends with a status: got CommandExpectation.exitCode(${code}), allowed are whole numbers from 0 to 255`);
    }
    return new CommandExpectation([{ is: 'exitCode', code }]);
  }

  /**
   * The command is refused before it starts.
   *
   * @param errorName name of the error as AWS gives it, for example `TargetNotConnectedException`
   */
  public static refused(errorName: string): CommandExpectation {
    return new CommandExpectation([{ is: 'refused', text: notEmpty('refused', errorName) }]);
  }

  /**
   * Several expectations hold at the same time, for one run of the command.
   *
   * @param expectations of the output and the status; a refusal stands alone
   */
  public static allOf(...expectations: CommandExpectation[]): CommandExpectation {
    const clauses = expectations.flatMap(({ _clauses }) => _clauses);
    if (clauses.length === 0) {
      throw new Error('CommandExpectation.allOf needs something to expect: got no expectation, allowed is one or more');
    }
    if (clauses.length > 1 && clauses.some(({ is }) => is === 'refused')) {
      throw new Error('a command that is refused has no output and no status: got CommandExpectation.refused inside allOf with other expectations; '
        + 'let it stand alone in a probe of its own');
    }
    return new CommandExpectation(clauses);
  }

  private constructor(
    /** @internal */
    public readonly _clauses: CommandClause[],
  ) {}
}

function notEmpty(method: string, text: string): string {
  if (text === '') {
    throw new Error(`CommandExpectation.${method} needs something to look for: got an empty text, allowed is any other`);
  }
  return text;
}

function validPattern(pattern: string): string {
  if (!Token.isUnresolved(pattern)) {
    // the same dialect as at deployment: a mistake is told here, and not minutes later
    new RegExp(pattern, 'm');
  }
  return pattern;
}
