import { evaluate } from '../intrinsics/evaluate';
import { RULE_FUNCTIONS } from '../intrinsics/functions';
import type { Scope } from '../intrinsics/intrinsic';
import { invalid } from './invalid';
import type { RuleDefinition } from './template';

/** Checks the Rules section: the first assertion that does not hold refuses the template with its own description. */
export function checkRules(rules: Readonly<Record<string, RuleDefinition>>, scope: Scope): void {
  for (const [name, rule] of Object.entries(rules)) {
    if (rule.condition !== undefined && evaluate(rule.condition, scope, RULE_FUNCTIONS) !== true) continue;
    for (const { assert, description } of rule.assertions) {
      if (evaluate(assert, scope, RULE_FUNCTIONS) === true) continue;
      throw invalid(`Template error: rule ${name} failed: ${description ?? `assertion ${JSON.stringify(assert)} does not hold`}`);
    }
  }
}
