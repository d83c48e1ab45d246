import type { Principal } from '../../iam/principal';
import type { Lab } from '../../lab';
import type { SessionPreferences } from '../../session/document/preferences';
import { allKeepers } from '../../session/log/session-keeper';
import type { SessionKeeper } from '../../session/log/session-keeper';
import { SessionLog } from '../../session/log/session-log';
import { StreamingLog } from '../../session/log/streaming-log';
import type { SessionPlan } from '../../session/plan';

/** Who keeps what a session shows, where its preferences ask for it; ports are never logged. */
export function sessionKeeper({ plan, preferences: { destinations }, runAsUser, principal, lab }: {
  readonly plan: Omit<SessionPlan, 'start'>;
  readonly preferences: SessionPreferences;
  readonly runAsUser: string;
  /** Whom the agent is: a session of the instance's role or of the task's. */
  readonly principal: Principal | undefined;
  readonly lab: Pick<Lab, 'clock' | 'invoke' | 'log' | 'region'>;
}): { readonly log?: SessionKeeper } {
  if (destinations === undefined || principal === undefined || plan.output === 'port' || plan.output === 'stream') return {};
  const { sessionId, target, owner } = plan;
  const { logGroupName, streaming, ...rest } = destinations;
  if (logGroupName === undefined || streaming !== true) return { log: new SessionLog({ sessionId, destinations, principal, lab }) };
  const keepers: SessionKeeper[] = [new StreamingLog({ sessionId, logGroupName, target, owner, runAsUser, principal, lab })];
  if (rest.bucket !== undefined) keepers.push(new SessionLog({ sessionId, destinations: rest, principal, lab }));
  return { log: allKeepers(keepers) };
}
