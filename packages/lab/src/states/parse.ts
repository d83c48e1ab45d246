import type { Catcher, Definition, Retrier, State } from './definition';
import { checkChoice } from './choice';
import { InvalidDefinition } from './invalid-definition';
import { checkPath } from './paths';

type Members = Readonly<Record<string, unknown>>;

const FLOW = ['Comment', 'InputPath', 'OutputPath', 'Next', 'End'];
const MEMBERS: Readonly<Record<State['Type'], readonly string[]>> = {
  Task: [...FLOW, 'Resource', 'Parameters', 'ResultPath', 'Retry', 'Catch'],
  Pass: [...FLOW, 'Result', 'Parameters', 'ResultPath'],
  Wait: [...FLOW, 'Seconds', 'SecondsPath'],
  Choice: ['Comment', 'InputPath', 'OutputPath', 'Choices', 'Default'],
  Succeed: ['Comment', 'InputPath', 'OutputPath'],
  Fail: ['Comment', 'Error', 'Cause'],
};
const LAMBDA_ARN = /^arn:aws:lambda:[\w-]+:\d{12}:function:[\w-]+(?::\$LATEST)?$/;
/** The service integration that wraps the answer in `{ Payload, StatusCode, … }`. */
export const LAMBDA_INVOKE = 'arn:aws:states:::lambda:invoke';

/** Reads a definition in the Amazon States Language, the part of it that the lab runs; everything else is refused by name. */
export function parseDefinition(text: string): Definition {
  const root = members(parsed(text), 'the definition');
  refuse(root, ['Comment', 'StartAt', 'States', 'Version', 'QueryLanguage'], 'the definition');
  if (root['QueryLanguage'] !== undefined && root['QueryLanguage'] !== 'JSONPath') throw new InvalidDefinition(`QueryLanguage ${String(root['QueryLanguage'])} is not supported by this lab; supported there: JSONPath`);
  const states = Object.fromEntries(Object.entries(members(root['States'], 'States')).map(([name, state]) => [name, stateOf(name, members(state, `state ${name}`))]));
  const StartAt = String(root['StartAt']);
  const known = (name: string, where: string) => {
    if (!states[name]) throw new InvalidDefinition(`${where} names the state ${JSON.stringify(name)}, which does not exist; there are ${Object.keys(states).join(', ')}`);
  };
  known(StartAt, 'StartAt');
  for (const [name, state] of Object.entries(states)) for (const target of targetsOf(state)) known(target, `state ${name}`);
  return { StartAt, States: states };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InvalidDefinition(`the definition is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function members(value: unknown, where: string): Members {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new InvalidDefinition(`${where} must be an object`);
  return value as Members;
}

function refuse(value: Members, accepted: readonly string[], where: string): void {
  const other = Object.keys(value).find((name) => !accepted.includes(name));
  if (other !== undefined) throw new InvalidDefinition(`${other} of ${where} is not supported by this lab; supported there: ${accepted.join(', ')}`);
}

function stateOf(name: string, state: Members): State {
  const type = String(state['Type']);
  const accepted = Object.hasOwn(MEMBERS, type) ? MEMBERS[type as State['Type']] : undefined;
  if (!accepted) throw new InvalidDefinition(`state ${name} has the type ${type}, which is not supported by this lab; supported: ${Object.keys(MEMBERS).join(', ')}`);
  refuse(state, ['Type', ...accepted], `state ${name} (${type})`);
  if (accepted.includes('Next') && (state['Next'] === undefined) === (state['End'] !== true)) {
    throw new InvalidDefinition(`state ${name} must have either Next or End`);
  }
  for (const path of ['InputPath', 'OutputPath', 'ResultPath', 'SecondsPath']) checkPath(state[path], `${path} of state ${name}`);
  if (type === 'Task') {
    checkResource(name, state['Resource']);
    const retry = listOf(state['Retry']).map((retrier) => retrierOf(members(retrier, `Retry of state ${name}`), name));
    const catchers = listOf(state['Catch']).map((catcher) => catcherOf(members(catcher, `Catch of state ${name}`), name));
    return { ...state, Retry: retry, Catch: catchers } as unknown as State;
  }
  if (type === 'Choice') listOf(state['Choices']).forEach((rule) => checkChoice(members(rule, `Choices of state ${name}`), name, true));
  return state as unknown as State;
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function checkResource(name: string, resource: unknown): void {
  if (typeof resource === 'string' && (LAMBDA_ARN.test(resource) || resource === LAMBDA_INVOKE)) return;
  throw new InvalidDefinition(`state ${name} calls ${String(resource)}; this lab runs tasks of Lambda only: the ARN of a function, or ${LAMBDA_INVOKE}`);
}

function retrierOf(retrier: Members, name: string): Retrier {
  refuse(retrier, ['ErrorEquals', 'IntervalSeconds', 'MaxAttempts', 'BackoffRate', 'Comment'], `Retry of state ${name}`);
  return {
    ErrorEquals: errorsOf(retrier, name), IntervalSeconds: number(retrier['IntervalSeconds'], 1), MaxAttempts: number(retrier['MaxAttempts'], 3),
    BackoffRate: number(retrier['BackoffRate'], 2),
  };
}

function catcherOf(catcher: Members, name: string): Catcher {
  refuse(catcher, ['ErrorEquals', 'Next', 'ResultPath', 'Comment'], `Catch of state ${name}`);
  checkPath(catcher['ResultPath'], `ResultPath of Catch of state ${name}`);
  return { ...catcher, ErrorEquals: errorsOf(catcher, name), Next: String(catcher['Next']) };
}

function errorsOf({ ErrorEquals: errors }: Members, name: string): readonly string[] {
  if (!Array.isArray(errors) || errors.length === 0 || !errors.every((error) => typeof error === 'string')) {
    throw new InvalidDefinition(`ErrorEquals of state ${name} must be a list of error names`);
  }
  return errors;
}

function number(value: unknown, otherwise: number): number {
  if (value === undefined) return otherwise;
  if (typeof value !== 'number' || value < 0) throw new InvalidDefinition(`${JSON.stringify(value)} must be a number that is not negative`);
  return value;
}

function targetsOf(state: State): readonly string[] {
  const next = 'Next' in state && state.Next !== undefined ? [state.Next] : [];
  if (state.Type === 'Task') return [...next, ...state.Catch.map(({ Next }) => Next)];
  if (state.Type === 'Choice') return [...state.Choices.map(({ Next }) => Next), ...(state.Default === undefined ? [] : [state.Default])];
  return next;
}
