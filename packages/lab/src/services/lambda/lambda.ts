import type { Access, Call, Operation } from '../../gateway/operation';
import type { LambdaRuntime } from '../../lambda/runtime';
import type { Lab } from '../../lab';
import { accepting } from '../support/accepting';
import type { AsyncInvocations } from './async-invocations';
import { invalid, noFunction, unsupported } from './errors';
import type { FunctionRecord, LambdaTables } from './model';

export interface LambdaDependencies {
  readonly lab: Pick<Lab, 'store' | 'clock' | 'invoke' | 'log' | 'accountId' | 'region' | 'home' | 'endpoint'>;
}

/** What Lambda's operations are made from. */
export interface Lambda extends LambdaDependencies {
  readonly tables: LambdaTables;
  readonly runtime: LambdaRuntime;
  readonly asynchronous: AsyncInvocations;
}

interface Named {
  readonly LayerName?: string;
  readonly VersionNumber?: number;
  readonly Layers?: readonly string[];
  readonly FunctionName?: string;
  readonly Role?: string;
}

export const lambdaOperation = <Input extends object, Output>(
  name: string, accepted: readonly (keyof Input & string)[], run: (input: Input, call: Call) => Output | Promise<Output>,
): Operation<Input, Output> => accepting<Input, Output>(name, accepted, unsupported, run, (input, call) => accessOf(name, input, call));

/** Calls are about the function that they name; giving it a role needs PassRole on that role. */
function accessOf(operation: string, input: Named, { region, accountId }: Call): readonly Access[] {
  const { FunctionName, Role, LayerName, VersionNumber, Layers = [] } = input;
  if (LayerName !== undefined) {
    const layer = LayerName.startsWith('arn:') ? LayerName : `arn:aws:lambda:${region}:${accountId}:layer:${LayerName}`;
    return [{ action: `lambda:${operation}`, resource: VersionNumber === undefined ? layer : `${layer}:${VersionNumber}` }];
  }
  const resource = FunctionName === undefined ? '*' : `arn:aws:lambda:${region}:${accountId}:function:${nameOf(FunctionName)}`;
  return [
    { action: `lambda:${operation === 'Invoke' ? 'InvokeFunction' : operation}`, resource },
    ...Layers.map((layer): Access => ({ action: 'lambda:GetLayerVersion', resource: layer })),
    ...(Role === undefined ? [] : [{ action: 'iam:PassRole', resource: Role, context: { 'iam:PassedToService': 'lambda.amazonaws.com' } }]),
  ];
}

export const arnOf = ({ lab }: Lambda, name: string): string => `arn:aws:lambda:${lab.region}:${lab.accountId}:function:${name}`;

/** The name in a name, a partial ARN or an ARN. Only `$LATEST` exists. */
export function nameOf(given: string): string {
  const [, name, qualifier] = /^(?:arn:aws:lambda:[\w-]+:)?(?:\d{12}:)?(?:function:)?([\w-]{1,64})(?::([\w$-]+))?$/.exec(given) ?? [];
  if (name === undefined) {
    throw invalid(`1 validation error detected: Value '${given}' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: `
      + '(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}(-gov)?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?');
  }
  checkQualifier(qualifier);
  return name;
}

export function checkQualifier(qualifier: string | undefined): void {
  if (qualifier !== undefined && qualifier !== '$LATEST') {
    throw invalid(`the qualifier ${qualifier} is not supported by this lab: it has no versions and aliases, only $LATEST`);
  }
}

export function findFunction(lambda: Lambda, given: string | undefined): FunctionRecord {
  const name = nameOf(given ?? '');
  const record = lambda.tables.functions.get(name);
  if (!record) throw noFunction(arnOf(lambda, name));
  return record;
}
