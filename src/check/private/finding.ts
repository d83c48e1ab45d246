/** What a rule has to say about one place. */
export interface Finding {
  /** Errors fail the synthesis, warnings and hints can be acknowledged by their id. */
  readonly level: 'error' | 'warning' | 'hint';
  /** Stable id of the rule. */
  readonly id: string;
  /** What, got, allowed and cure, in one sentence. */
  readonly message: string;
}

/** Prefix of the ids under which warnings of this library can be acknowledged. */
const ID_PREFIX = 'cdk-ecs-network-modes:';

/** A finding that fails the synthesis. */
export function error(id: string, message: string): Finding {
  return { level: 'error', id: ID_PREFIX + id, message };
}

/** A finding that is shown until it is acknowledged. */
export function warning(id: string, message: string): Finding {
  return { level: 'warning', id: ID_PREFIX + id, message };
}

/** A finding that is good to know. */
export function hint(id: string, message: string): Finding {
  return { level: 'hint', id: ID_PREFIX + id, message };
}
