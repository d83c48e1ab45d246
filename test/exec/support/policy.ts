import { Stack } from 'aws-cdk-lib';
import { Need } from './needs';
import { statementsOf } from '../../support/stacks';

/** A statement of a policy, with every reference as the ARN or name that it will be. */
export interface Statement {
  readonly actions: string[];
  readonly resources: string[];
  readonly equals: Record<string, string>;
}

/** The allowing statements of the policies of a role or user whose construct id contains the text. */
export function policyOf(stack: Stack, id: string): Statement[] {
  return statementsOf(stack, id).map(({ Effect, Action, Resource, Condition }) => {
    expect(Effect).toBe('Allow');
    const { StringEquals: equals = {} } = (Condition ?? {}) as { StringEquals?: Record<string, string> };
    return { actions: [Action as string | string[]].flat(), resources: [Resource].flat().map(rendered), equals };
  });
}

/** Whether the statements allow what is needed. */
export function allows(statements: Statement[], { action, resource, context = {} }: Need): boolean {
  return statements.some(({ actions, resources, equals }) => actions.includes(action) && resources.some((pattern) => matches(pattern, resource))
    && Object.entries(equals).every(([key, value]) => context[key] === value));
}

/** Every policy that lacks one action, one resource or one condition of the statements, with a name for it. */
export function ablations(statements: Statement[], parts: readonly ('actions' | 'resources' | 'equals')[]): [string, Statement[]][] {
  return statements.flatMap((statement, index) => parts.flatMap((part) => {
    const without = (left: Statement): Statement[] => statements.map((other, at) => (at === index ? left : other));
    return part === 'equals'
      ? Object.keys(statement.equals).map((key): [string, Statement[]] => [`statement ${index} without ${key}`, without({ ...statement, equals: lacking(statement.equals, key) })])
      : statement[part].map((name): [string, Statement[]] => [`statement ${index} without ${name}`, without({ ...statement, [part]: statement[part].filter((each) => each !== name) })]);
  }));
}

function lacking(conditions: Record<string, string>, key: string): Record<string, string> {
  return Object.fromEntries(Object.entries(conditions).filter(([name]) => name !== key));
}

function matches(pattern: string, resource: string): boolean {
  return new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`).test(resource);
}

/** The text that CloudFormation makes of a value; the cluster and the bucket are named in these tests. */
function rendered(value: unknown): string {
  if (typeof value === 'string') {
    return value;
  }
  const [[name, argument]] = Object.entries(value as Record<string, unknown>);
  switch (name) {
    case 'Ref': return argument === 'AWS::Partition' ? 'aws' : 'edge';
    case 'Fn::GetAtt': return 'arn:aws:ecs:us-east-1:123456789012:cluster/edge';
    case 'Fn::Join': return (argument as [string, unknown[]])[1].map(rendered).join('');
    default: throw new Error(`there is no such function in these policies: got ${name}`);
  }
}
