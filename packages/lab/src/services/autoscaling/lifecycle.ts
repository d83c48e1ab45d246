import type { LifecycleHook } from '@aws-sdk/client-auto-scaling';
import type { LifecycleActionRecord, MemberRecord } from './model';

export const LAUNCHING = 'autoscaling:EC2_INSTANCE_LAUNCHING';
export const TERMINATING = 'autoscaling:EC2_INSTANCE_TERMINATING';
export const TRANSITIONS = [LAUNCHING, TERMINATING] as const;
export type Transition = (typeof TRANSITIONS)[number];

/** CONTINUE lets the transition go on once every hook has; ABANDON ends all hooks, and the launch of an instance with them. */
export type ActionResult = 'CONTINUE' | 'ABANDON';

export const DEFAULT_HEARTBEAT = 3600;

/** Seconds that an instance waits at most, whatever heartbeats it gets. */
export const globalTimeout = (heartbeat: number): number => Math.min(172_800, heartbeat * 100);

/** On its way out: no longer counted in the group's capacity. */
export const isLeaving = ({ state }: Pick<MemberRecord, 'state'>): boolean => state.startsWith('Terminating');

/** Held by lifecycle hooks. */
export const isWaiting = ({ state }: Pick<MemberRecord, 'state'>): boolean => state.endsWith(':Wait');

/** The actions that begin with a transition, one for each hook on it. */
export function actionsFor(
  hooks: readonly LifecycleHook[], transition: Transition, now: number, timeScale: number, token: () => string,
): readonly LifecycleActionRecord[] {
  return hooks.filter(({ LifecycleTransition }) => LifecycleTransition === transition).map((hook) => ({
    hook: hook.LifecycleHookName ?? '', token: token(), startedAt: now, deadline: now + heartbeatOf(hook) * 1000 / timeScale,
  }));
}

/** The action with its time-out begun anew, up to the hook's global time-out. */
export function heartbeaten(action: LifecycleActionRecord, hook: LifecycleHook, now: number, timeScale: number): LifecycleActionRecord {
  const heartbeat = heartbeatOf(hook);
  const latest = action.startedAt + globalTimeout(heartbeat) * 1000 / timeScale;
  return { ...action, deadline: Math.min(latest, now + heartbeat * 1000 / timeScale) };
}

/** What is left to wait for when the action of one hook has ended. */
export function afterCompletion(actions: readonly LifecycleActionRecord[], hook: string, result: ActionResult): readonly LifecycleActionRecord[] {
  return result === 'ABANDON' ? [] : actions.filter((action) => action.hook !== hook);
}

const heartbeatOf = ({ HeartbeatTimeout = DEFAULT_HEARTBEAT }: LifecycleHook): number => HeartbeatTimeout;
