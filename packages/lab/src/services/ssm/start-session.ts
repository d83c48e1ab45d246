import type { StartSessionRequest, StartSessionResponse } from '@aws-sdk/client-ssm';
import type { Access, Call, Operation } from '../../gateway/operation';
import type { Principal } from '../../iam/principal';
import type { Process } from '../../instance/process';
import { targetNotConnected, unsupported, validation } from '../../session/errors';
import { sessionSuffix } from '../../session/ids';
import type { OpenedSession } from '../../session/plan';
import { DEFAULT_DOCUMENT, sessionDocument, type SessionDocument } from '../../session/target/documents';
import { findContainer, readTarget } from '../../session/target/find-container';
import { connectTo, refuseThird } from '../../session/target/exec-target';
import { execProcess } from '../../session/target/exec-process';
import { connectToPort } from '../../session/target/instance-port';
import { runAsSessionUser } from '../../session/target/instance-shell';
import { refuseOthers } from '../support/accepting';
import { instanceTags, taskTags } from './resource-tags';
import type { SessionDependencies } from './session-dependencies';

/** Opens a shell or a command on an instance, or a shell in a container that ECS Exec is enabled for. */
export function startSession(dependencies: SessionDependencies): Operation<StartSessionRequest, StartSessionResponse> {
  return {
    async run(input, { principal }) {
      refuseOthers('StartSession', input, ['Target', 'DocumentName', 'Reason', 'Parameters'], unsupported);
      const { Target: target } = input;
      if (!target) throw validation('Target is required: the id of an instance.');
      const opened = target.startsWith('ecs:')
        ? await inContainer(target, input, principal, dependencies)
        : onInstance(target, input, principal, dependencies);
      return { SessionId: opened.sessionId, StreamUrl: opened.streamUrl, TokenValue: opened.tokenValue };
    },
    access: (input, call) => accessOf(input, call, dependencies),
  };
}

function onInstance(instanceId: string, input: StartSessionRequest, principal: Principal, dependencies: SessionDependencies): OpenedSession {
  const { broker, fleet, managedInstances } = dependencies;
  const document = sessionDocument(input.DocumentName, input.Parameters);
  const instance = managedInstances().find((each) => each.instanceId === instanceId);
  if (instance?.pingStatus !== 'Online' || !fleet.isRunning(instanceId)) throw targetNotConnected(instanceId);
  return broker.open({
    sessionId: newSessionId(principal),
    target: instanceId,
    owner: principal.arn,
    documentName: document.name,
    ...(input.Reason ? { reason: input.Reason } : {}),
    output: document.output,
    ...(document.handshake ? { handshake: document.handshake } : {}),
    clientGone: 'wait',
    start: () => startOnInstance(fleet, instanceId, document.process),
  });
}

function startOnInstance(fleet: SessionDependencies['fleet'], instanceId: string, process: SessionDocument['process']): Promise<Process> {
  return 'port' in process ? connectToPort(fleet, instanceId, process.host, process.port) : runAsSessionUser(fleet, instanceId, process);
}

async function inContainer(
  target: string, input: StartSessionRequest, principal: Principal, { broker, exec }: SessionDependencies,
): Promise<OpenedSession> {
  const document = sessionDocument(input.DocumentName, input.Parameters);
  if (document.name !== DEFAULT_DOCUMENT) throw validation(`Only ${DEFAULT_DOCUMENT} can be used in a container by this lab, got ${document.name}.`);
  const found = findContainer(target, exec);
  if (found === undefined) throw targetNotConnected(target);
  const connected = await connectTo(found.found, found.container, exec);
  refuseThird(broker, connected.target);
  return broker.open({
    sessionId: newSessionId(principal),
    target: connected.target,
    owner: principal.arn,
    documentName: document.name,
    ...(input.Reason ? { reason: input.Reason } : {}),
    output: 'terminal',
    clientGone: 'wait',
    start: async () => connected.run(execProcess('sh', connected.environment)),
  });
}

/** `<user or role session>-<17 hexadecimal digits>`. */
function newSessionId(principal: Principal): string {
  const name = principal.kind === 'role' ? principal.sessionName : principal.arn.slice(principal.arn.lastIndexOf(':') + 1);
  return `${name.replaceAll(/[^\w.@-]/g, '-').slice(0, 64)}-${sessionSuffix()}`;
}

function accessOf(
  { Target: target = '', DocumentName: document }: StartSessionRequest, { region, accountId }: Call, dependencies: SessionDependencies,
): readonly Access[] {
  const container = readTarget(target);
  const resource = container !== undefined
    ? `arn:aws:ecs:${region}:${accountId}:task/${container.cluster}/${container.task}`
    : `arn:aws:ec2:${region}:${accountId}:instance/${target}`;
  const action = 'ssm:StartSession';
  const context = container === undefined ? instanceTags(dependencies, target) : taskTags(dependencies, target);
  if (document === undefined) return [{ action, resource, context }];
  const owner = document.startsWith('AWS-') ? '' : accountId;
  return [{ action, resource, context }, { action, resource: `arn:aws:ssm:${region}:${owner}:document/${document}` }];
}
