import { InvalidDefinition } from './invalid-definition';
import { checkPath, lookUp } from './paths';

type Rule = Readonly<Record<string, unknown>>;

const COMPARISONS: Readonly<Record<string, (found: unknown, wanted: unknown) => boolean>> = {
  StringEquals: (found, wanted) => typeof found === 'string' && found === wanted,
  NumericEquals: (found, wanted) => typeof found === 'number' && found === wanted,
  NumericLessThan: (found, wanted) => typeof found === 'number' && found < Number(wanted),
  NumericLessThanEquals: (found, wanted) => typeof found === 'number' && found <= Number(wanted),
  NumericGreaterThan: (found, wanted) => typeof found === 'number' && found > Number(wanted),
  NumericGreaterThanEquals: (found, wanted) => typeof found === 'number' && found >= Number(wanted),
  BooleanEquals: (found, wanted) => typeof found === 'boolean' && found === wanted,
  IsPresent: (found, wanted) => (found !== undefined) === wanted,
  IsNull: (found, wanted) => (found === null) === wanted,
};

const rules = (value: unknown): readonly Rule[] => (Array.isArray(value) ? value as readonly Rule[] : []);

/** Refuses a rule with a comparison that the lab does not have. */
export function checkChoice(rule: Rule, state: string, top: boolean): void {
  for (const [name, value] of Object.entries(rule)) {
    if ((name === 'Next' && top) || name === 'Comment') continue;
    if (name === 'And' || name === 'Or') rules(value).forEach((inner) => checkChoice(inner, state, false));
    else if (name === 'Not') checkChoice(value as Rule, state, false);
    else if (name === 'Variable') checkPath(value, `Variable of state ${state}`);
    else if (!COMPARISONS[name]) {
      throw new InvalidDefinition(`${name} of a choice in state ${state} is not supported by this lab; supported there: And, Or, Not, ${Object.keys(COMPARISONS).join(', ')}`);
    }
  }
}

/** Whether a rule holds for the input. */
export function holds(rule: Rule, input: unknown): boolean {
  if (rule['And']) return rules(rule['And']).every((inner) => holds(inner, input));
  if (rule['Or']) return rules(rule['Or']).some((inner) => holds(inner, input));
  if (rule['Not']) return !holds(rule['Not'] as Rule, input);
  const found = lookUp(String(rule['Variable']), input);
  return Object.entries(COMPARISONS).every(([name, compare]) => rule[name] === undefined || compare(found, rule[name]));
}
