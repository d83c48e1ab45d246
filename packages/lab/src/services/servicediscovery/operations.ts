import { operationId } from './ids';
import type { Discovery, OperationRecord } from './model';

/** AWS does such work in the background; here it is done when the call returns. */
export interface OperationAnswer {
  readonly OperationId: string;
}

type Failure = Pick<OperationRecord, 'errorCode' | 'errorMessage'>;

/** How many of the latest operations can be asked for. */
const REMEMBERED = 1_000;

/** Remembers work that is done, or that has failed, and gives the id to ask for it by. */
export function operationDone(discovery: Discovery, type: OperationRecord['type'], targets: OperationRecord['targets'], failure?: Failure): OperationAnswer {
  const id = operationId();
  const { operations, lab } = discovery;
  operations.put(id, { id, type, status: failure === undefined ? 'SUCCESS' : 'FAIL', ...failure, createdAt: lab.clock.now().toISOString(), targets });
  const known = operations.list();
  known.slice(0, Math.max(0, known.length - REMEMBERED)).forEach((oldest) => operations.delete(oldest.id));
  return { OperationId: id };
}
