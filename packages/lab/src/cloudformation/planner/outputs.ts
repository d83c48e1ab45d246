import { evaluate } from '../intrinsics/evaluate';
import { NO_VALUE, type Scope } from '../intrinsics/intrinsic';
import type { Value } from '../resource-handler';
import type { StackOutput } from '../stack/stack';
import { malformed } from '../template/invalid';
import type { OutputDefinition } from '../template/template';
import { isScalar } from '../template/value';

/** Values of a stack's outputs, in the order of the template. */
export function resolveOutputs(outputs: ReadonlyMap<string, OutputDefinition>, scope: Scope): readonly StackOutput[] {
  return [...outputs].map(([key, output]) => ({
    key,
    value: text(key, 'Value', output.value, scope),
    ...(output.description === undefined ? {} : { description: output.description }),
    ...(output.exportName === undefined ? {} : { exportName: text(key, 'Export Name', output.exportName, scope) }),
  }));
}

function text(key: string, what: string, value: Value, scope: Scope): string {
  const result = evaluate(value, scope);
  if (result !== NO_VALUE && isScalar(result)) return String(result);
  throw malformed(`The ${what} field of every Outputs member must evaluate to a String: ${key} gives ${result === NO_VALUE ? 'AWS::NoValue' : JSON.stringify(result)}`);
}
