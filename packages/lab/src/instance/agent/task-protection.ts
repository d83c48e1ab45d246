import { randomUUID } from 'node:crypto';
import type { Failure, GetTaskProtectionResponse, ProtectedTask } from '@aws-sdk/client-ecs';
import { AwsError } from '../../gateway/aws-error';
import type { Lab } from '../../lab';
import { rolePrincipal } from '../../iam/principals';
import { taskIdOf, taskRoleOf } from './plan/overrides';
import type { AgentTask } from './task/agent-task';

/** A request to `$ECS_AGENT_URI/task-protection/v1/state`. */
export interface ProtectionRequest {
  readonly method: string;
  readonly body: string;
}

export interface ProtectionAnswer {
  readonly status: number;
  readonly body?: object;
}

interface Wish {
  readonly protectionEnabled: boolean | undefined;
  readonly expiresInMinutes: number | undefined;
}

/**
 * A task asks for or sets its own protection, as its task role.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-scale-in-protection-endpoint.html
 */
export async function answerProtection(
  { invoke }: Pick<Lab, 'invoke'>, task: AgentTask | undefined, { method, body }: ProtectionRequest,
): Promise<ProtectionAnswer> {
  if (method !== 'GET' && method !== 'PUT') {
    return { status: 405 };
  }
  const wish = method === 'PUT' ? wishOf(body) : undefined;
  if (method === 'PUT' && wish === undefined) {
    return refusal(400, undefined, 'InvalidParameterException', 'UpdateTaskProtection: failed to decode request');
  }
  if (task === undefined) {
    return refusal(404, undefined, 'ResourceNotFoundException', 'Failed to find a task for the request');
  }
  if (wish !== undefined && wish.protectionEnabled === undefined) {
    return refusal(400, task, 'InvalidParameterException', "Invalid request: does not contain 'ProtectionEnabled' field");
  }
  const role = taskRoleOf(task.payload);
  if (role === undefined) {
    return refusal(403, task, 'AccessDeniedException', 'Invalid Request: no task IAM role credentials available for task');
  }
  const input = { cluster: task.payload.task.clusterArn, tasks: [task.taskArn], ...wish };
  try {
    const principal = rolePrincipal(role, taskIdOf(task.taskArn));
    const { protectedTasks: [found] = [], failures: [failure] = [] } =
      await invoke<GetTaskProtectionResponse>('ecs', wish === undefined ? 'GetTaskProtection' : 'UpdateTaskProtection', input, principal);
    return { status: 200, body: failure === undefined ? { protection: shown(found) } : { failure: shownFailure(failure) } };
  } catch (error) {
    if (!(error instanceof AwsError)) {
      throw error;
    }
    const { status, body: refused } = refusal(error.status, task, error.code, error.message);
    return { status, body: { requestID: randomUUID(), ...refused } };
  }
}

/** Read as the agent reads it: names in any case, and no other ones. */
function wishOf(body: string): Wish | undefined {
  let given: unknown;
  try {
    given = JSON.parse(body);
  } catch {
    return undefined;
  }
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    return undefined;
  }
  const members = new Map(Object.entries(given).map(([name, value]: [string, unknown]) => [name.toLowerCase(), value ?? undefined]));
  const [enabled, minutes] = [members.get('protectionenabled'), members.get('expiresinminutes')];
  const isKnown = [...members.keys()].every((name) => name === 'protectionenabled' || name === 'expiresinminutes');
  const isTyped = (enabled === undefined || typeof enabled === 'boolean') && (minutes === undefined || Number.isInteger(minutes));
  return isKnown && isTyped ? { protectionEnabled: enabled, expiresInMinutes: minutes as number | undefined } : undefined;
}

/** The agent writes the SDK's own structures: what is absent is null. */
const shown = (task: ProtectedTask | undefined): object => ({
  // without a fraction that is nothing
  ExpirationDate: task?.expirationDate?.toISOString().replace(/\.?0+Z$/, 'Z') ?? null,
  ProtectionEnabled: task?.protectionEnabled ?? false,
  TaskArn: task?.taskArn ?? null,
});

const shownFailure = ({ arn, detail, reason }: Failure): object => ({ Arn: arn ?? null, Detail: detail ?? null, Reason: reason ?? null });

function refusal(status: number, task: AgentTask | undefined, code: string, message: string): ProtectionAnswer {
  return { status, body: { error: { ...task === undefined ? {} : { Arn: task.taskArn }, Code: code, Message: message } } };
}
