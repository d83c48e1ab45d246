import { ResourceFailure } from '../resource-failure';
import type { ResourceContext } from '../resource-handler';
import { waitFor } from './wait';

interface Operation {
  readonly Status: string;
  readonly ErrorMessage?: string;
  readonly Targets: Readonly<Record<string, string>>;
}

/** Real milliseconds: the lab's own operations are done when they are asked for. */
const LIMIT_MS = 60_000;

/** Starts an operation of Cloud Map and gives its targets when it has succeeded. Rejects with its own words when it fails. */
export async function finished(context: ResourceContext, name: string, input: object): Promise<Operation['Targets']> {
  const { OperationId } = await context.call<{ readonly OperationId: string }>('servicediscovery', name, input);
  const { Status, ErrorMessage, Targets } = await waitFor(context, LIMIT_MS, () => `the Cloud Map operation ${OperationId} does not end`, async () => {
    const reply = await context.call<{ readonly Operation: Operation }>('servicediscovery', 'GetOperation', { OperationId });
    return ['SUCCESS', 'FAIL'].includes(reply.Operation.Status) ? reply.Operation : undefined;
  });
  if (Status === 'FAIL') throw new ResourceFailure(ErrorMessage ?? `${name} failed`);
  return Targets;
}
