import { holds } from './choice';
import type { Definition, State } from './definition';
import { LAMBDA_INVOKE } from './parse';
import { fill, PathError, place, select } from './paths';

/** Where an execution is: plain JSON, so that it can be kept and taken up again. */
export interface Position {
  readonly state: string;
  readonly input: unknown;
  /** Retries used so far in this state, one number a retrier; a Wait state that has waited has [1]. */
  readonly retries: readonly number[];
  /** Seconds to wait before the state is entered. */
  readonly waitSeconds: number;
}

export interface TaskCall {
  /** Name or ARN of a function. */
  readonly functionName: string;
  readonly payload: unknown;
}

/** A task that failed: the function's error type, and its whole error as JSON text. */
export class TaskFailed extends Error {
  constructor(readonly error: string, override readonly cause: string) {
    super(`${error}: ${cause}`);
  }
}

export type Step =
  | { readonly kind: 'next'; readonly position: Position }
  | { readonly kind: 'succeeded'; readonly output: unknown }
  | { readonly kind: 'failed'; readonly error: string; readonly cause: string };

export const startOf = ({ StartAt }: Definition, input: unknown): Position => ({ state: StartAt, input, retries: [], waitSeconds: 0 });

/** Runs the state that an execution is in. `invoke` rejects with `TaskFailed` when the function fails. */
export async function step(definition: Definition, position: Position, invoke: (call: TaskCall) => Promise<unknown>): Promise<Step> {
  const state = definition.States[position.state];
  if (!state) return { kind: 'failed', error: 'States.Runtime', cause: `there is no state ${position.state}` };
  try {
    return await enter(state, position, invoke);
  } catch (error) {
    if (error instanceof TaskFailed && state.Type === 'Task') return recover(state, position, error);
    if (error instanceof PathError) return { kind: 'failed', error: 'States.Runtime', cause: error.message };
    throw error;
  }
}

async function enter(state: State, position: Position, invoke: (call: TaskCall) => Promise<unknown>): Promise<Step> {
  if (state.Type === 'Fail') return { kind: 'failed', error: state.Error ?? '', cause: state.Cause ?? '' };
  const input = select(state.InputPath, position.input);
  switch (state.Type) {
    case 'Succeed': return { kind: 'succeeded', output: select(state.OutputPath, input) };
    case 'Choice': {
      const next = state.Choices.find((rule) => holds(rule, input))?.Next ?? state.Default;
      if (next === undefined) return { kind: 'failed', error: 'States.NoChoiceMatched', cause: 'no choice matched and there is no Default' };
      return moved(next, select(state.OutputPath, input));
    }
    case 'Wait': {
      if (position.retries.length > 0) return leave(state, select(state.OutputPath, input));
      const seconds = state.Seconds ?? Number(select(state.SecondsPath, input));
      if (!Number.isFinite(seconds)) throw new PathError(`the seconds to wait in state ${position.state} are not a number`);
      return { kind: 'next', position: { ...position, retries: [1], waitSeconds: Math.max(0, seconds) } };
    }
    case 'Pass': {
      const result = state.Result ?? (state.Parameters === undefined ? input : fill(state.Parameters, input));
      return leave(state, select(state.OutputPath, place(state.ResultPath, input, result)));
    }
    case 'Task': {
      const result = await invoke(callOf(state, input));
      return leave(state, select(state.OutputPath, place(state.ResultPath, input, state.Resource === LAMBDA_INVOKE
        ? { ExecutedVersion: '$LATEST', Payload: result, StatusCode: 200 } : result)));
    }
  }
}

function callOf(state: State & { Type: 'Task' }, input: unknown): TaskCall {
  const given = state.Parameters === undefined ? input : fill(state.Parameters, input);
  if (state.Resource !== LAMBDA_INVOKE) return { functionName: state.Resource, payload: given };
  const { FunctionName: name, Payload: payload } = given as { readonly FunctionName?: unknown; readonly Payload?: unknown };
  if (typeof name !== 'string') throw new PathError("The Parameters of the task must have the member 'FunctionName'");
  return { functionName: name, payload: payload ?? {} };
}

const moved = (state: string, input: unknown): Step => ({ kind: 'next', position: { state, input, retries: [], waitSeconds: 0 } });

function leave(state: { readonly Next?: string }, output: unknown): Step {
  return state.Next === undefined ? { kind: 'succeeded', output } : moved(state.Next, output);
}

/** Retriers first, in order; then catchers; then the execution fails. */
function recover(state: State & { Type: 'Task' }, position: Position, { error, cause }: TaskFailed): Step {
  const matches = ({ ErrorEquals }: { readonly ErrorEquals: readonly string[] }) =>
    ErrorEquals.some((name) => name === error || name === 'States.ALL' || name === 'States.TaskFailed');
  const index = state.Retry.findIndex(matches);
  const retrier = state.Retry[index];
  const used = position.retries[index] ?? 0;
  if (retrier && used < retrier.MaxAttempts) {
    const retries = state.Retry.map((_, at) => (position.retries[at] ?? 0) + (at === index ? 1 : 0));
    return { kind: 'next', position: { ...position, retries, waitSeconds: retrier.IntervalSeconds * retrier.BackoffRate ** used } };
  }
  const catcher = state.Catch.find(matches);
  if (!catcher) return { kind: 'failed', error, cause };
  return moved(catcher.Next, place(catcher.ResultPath, position.input, { Error: error, Cause: cause }));
}
