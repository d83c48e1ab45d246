import type { PlacementConstraint, TaskDefinitionPlacementConstraint } from '@aws-sdk/client-ecs';
import { clientError, invalidParameter } from '../errors';
import type { Candidate } from './candidate';
import { type Query, parseQuery } from './query/parse';

export const MEMBER_OF_UNSATISFIED = 'MemberOf placement constraint unsatisfied.';
export const DISTINCT_INSTANCE_UNSATISFIED = 'DistinctInstance placement constraint unsatisfied.';

export type ConstraintRefusal = typeof MEMBER_OF_UNSATISFIED | typeof DISTINCT_INSTANCE_UNSATISFIED;

/** Says why an instance is not for this task, if it is not. */
export type Constraint = (candidate: Candidate) => ConstraintRefusal | undefined;

export const MAXIMUM_CONSTRAINTS = 10;

/** The constraints of a call and of its task definition, for a task of the given group. Throws where one cannot be read. */
export function compileConstraints(constraints: readonly PlacementConstraint[], group: string): Constraint {
  if (constraints.length > MAXIMUM_CONSTRAINTS) {
    throw invalidParameter(`There are ${constraints.length} placement constraints; at most ${MAXIMUM_CONSTRAINTS} are allowed.`);
  }
  const compiled = constraints.map((constraint): Constraint => {
    if (constraint.type === 'distinctInstance') {
      if (constraint.expression !== undefined) {
        throw invalidParameter('A distinctInstance placement constraint takes no expression.');
      }
      return (candidate) => (candidate.groups.get(group) ?? 0) > 0 ? DISTINCT_INSTANCE_UNSATISFIED : undefined;
    }
    if (constraint.type !== 'memberOf') {
      throw invalidParameter(`The placement constraint type '${constraint.type ?? ''}' is not valid; allowed are distinctInstance and memberOf.`);
    }
    const query = compileExpression(constraint.expression);
    return (candidate) => query(candidate) ? undefined : MEMBER_OF_UNSATISFIED;
  });
  return (candidate) => {
    for (const constraint of compiled) {
      const refusal = constraint(candidate);
      if (refusal !== undefined) {
        return refusal;
      }
    }
    return undefined;
  };
}

/** Task definitions may only say `memberOf`. */
export function checkTaskDefinitionConstraints(constraints: readonly TaskDefinitionPlacementConstraint[]): void {
  if (constraints.length > MAXIMUM_CONSTRAINTS) {
    throw clientError(`There are ${constraints.length} placement constraints; at most ${MAXIMUM_CONSTRAINTS} are allowed.`);
  }
  for (const { type, expression } of constraints) {
    if (type !== 'memberOf') {
      throw clientError(`The placement constraint type '${type ?? ''}' is not valid in a task definition; allowed is memberOf.`);
    }
    compileExpression(expression);
  }
}

/** Reads a cluster query or refuses it. */
export function compileExpression(expression: string | undefined): Query {
  const query = parseQuery(expression ?? '');
  if (query === undefined) {
    throw invalidParameter(`Invalid expression: '${expression ?? ''}' is not a cluster query, such as attribute:ecs.instance-type =~ t3.*`);
  }
  return query;
}
