import type { StartSessionRequest, StartSessionResponse } from '@aws-sdk/client-ssm';
import type { Access, Call, Operation } from '../../gateway/operation';
import { rolePrincipal } from '../../iam/principals';
import type { Principal } from '../../iam/principal';
import type { Process } from '../../instance/process';
import type { SessionPreferences } from '../../session/document/preferences';
import { targetNotConnected, unsupported, validation } from '../../session/errors';
import { sessionSuffix } from '../../session/ids';
import type { OpenedSession, SessionPlan } from '../../session/plan';
import type { SessionDocument } from '../../session/target/documents';
import { connectTo, refuseThird } from '../../session/target/exec-target';
import type { ExecTarget } from '../../session/target/exec-target';
import { execProcess } from '../../session/target/exec-process';
import { findContainer, readTarget } from '../../session/target/find-container';
import { connectToPort, portRelay } from '../../session/target/instance-port';
import { runAsSessionUser, SESSION_USER } from '../../session/target/instance-shell';
import { refuseOthers } from '../support/accepting';
import { chooseDocument } from './choose-document';
import { instanceTags, taskTags } from './resource-tags';
import type { SessionDependencies } from './session-dependencies';
import { sessionKeeper } from './session-keeper';
import { targetArn } from './target-arn';

/** Opens a shell, a command or a port on an instance, or in a container that ECS Exec is enabled for. */
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
  const { broker, fleet, managedInstances, lab } = dependencies;
  const { document, preferences } = chooseDocument(lab, input.DocumentName, input.Parameters);
  const instance = managedInstances().find((each) => each.instanceId === instanceId);
  if (instance?.pingStatus !== 'Online' || !fleet.isRunning(instanceId)) throw targetNotConnected(instanceId);
  const { process, elevated } = document;
  const runAs = elevated ? 'root' : preferences.runAs;
  const plan = planOf(instanceId, document, preferences, input, principal);
  const agent = instance.roleArn === undefined ? undefined : rolePrincipal(instance.roleArn, instanceId);
  return broker.open({
    ...plan,
    ...sessionKeeper({ plan, preferences, runAsUser: runAs ?? SESSION_USER, principal: agent, lab }),
    start: () => ('port' in process
      ? connectToPort(fleet, instanceId, process.host, process.port)
      : withProfile(plan, preferences, runAsSessionUser(fleet, instanceId, process, runAs))),
  });
}

async function inContainer(
  target: string, input: StartSessionRequest, principal: Principal, { broker, exec, lab }: SessionDependencies,
): Promise<OpenedSession> {
  const { document, preferences } = chooseDocument(lab, input.DocumentName, input.Parameters);
  const found = findContainer(target, exec);
  if (found === undefined) throw targetNotConnected(target);
  const connected = await connectTo(found.found, found.container, exec);
  refuseThird(broker, connected.target);
  const plan = planOf(connected.target, document, preferences, input, principal);
  const agent = rolePrincipal(connected.roleArn, readTarget(target)?.task ?? '');
  return broker.open({
    ...plan,
    ...sessionKeeper({ plan, preferences, runAsUser: 'root', principal: agent, lab }),
    start: () => withProfile(plan, preferences, runInContainer(connected, document)),
  });
}

async function runInContainer({ run, runBeside, environment }: ExecTarget, { process, commandLine }: SessionDocument): Promise<Process> {
  if ('port' in process) return runBeside(portRelay(process.host, process.port));
  return run(execProcess(commandLine ?? 'sh', environment, process.terminal ?? 'none'));
}

/** The profile is typed, as the agent does, before anything that the person types. */
async function withProfile(
  { output }: Pick<SessionPlan, 'output'>, { shellProfile }: SessionPreferences, starting: Promise<Process>,
): Promise<Process> {
  const process = await starting;
  if (shellProfile !== undefined && output === 'terminal') process.input.write(`${shellProfile}\n`);
  return process;
}

function planOf(
  target: string, document: SessionDocument, { idleLimit, longest }: SessionPreferences, { Reason: reason }: StartSessionRequest,
  principal: Principal,
): Omit<SessionPlan, 'start'> {
  return {
    sessionId: newSessionId(principal),
    target,
    owner: principal.arn,
    documentName: document.name,
    ...(reason ? { reason } : {}),
    output: document.output,
    ...(document.handshake ? { handshake: document.handshake } : {}),
    ...(idleLimit === undefined ? {} : { idleLimit }),
    ...(longest === undefined ? {} : { longest }),
    clientGone: 'wait',
  };
}

/** `<user or role session>-<17 hexadecimal digits>`. */
function newSessionId(principal: Principal): string {
  const name = principal.kind === 'role' ? principal.sessionName : principal.arn.slice(principal.arn.lastIndexOf(':') + 1);
  return `${name.replaceAll(/[^\w.@-]/g, '-').slice(0, 64)}-${sessionSuffix()}`;
}

function accessOf({ Target: target = '', DocumentName: document }: StartSessionRequest, call: Call, dependencies: SessionDependencies): readonly Access[] {
  const resource = targetArn(target, call);
  const action = 'ssm:StartSession';
  const context = readTarget(target) === undefined ? instanceTags(dependencies, target) : taskTags(dependencies, target);
  if (document === undefined) return [{ action, resource, context }];
  const owner = document.startsWith('AWS-') ? '' : call.accountId;
  return [{ action, resource, context }, { action, resource: `arn:aws:ssm:${call.region}:${owner}:document/${document}` }];
}
