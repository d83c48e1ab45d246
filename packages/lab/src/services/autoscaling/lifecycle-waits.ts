import { randomUUID } from 'node:crypto';
import type { Lab } from '../../lab';
import { actionNotice, noticeHook } from './hook-notice';
import { actionsFor, afterCompletion, heartbeaten, isWaiting, LAUNCHING, TERMINATING, type ActionResult, type Transition } from './lifecycle';
import { withMember } from './members';
import type { AutoScalingTables, GroupRecord, MemberRecord } from './model';

export interface LifecycleWaitsParts {
  readonly tables: AutoScalingTables;
  readonly lab: Pick<Lab, 'clock' | 'timeScale' | 'invoke' | 'log' | 'accountId'>;
  /** No hook holds the instance any more. `abandoned`: it must not come into service. */
  readonly over: (group: string, instanceId: string, abandoned: boolean) => void;
}

/** Instances that lifecycle hooks hold, with the time-outs of the hooks. */
export class LifecycleWaits {
  private readonly timers = new Map<string, () => void>();

  constructor(private readonly parts: LifecycleWaitsParts) {}

  /** Puts a member on hold where the group has hooks on the transition; false: nothing holds it. */
  begin(group: GroupRecord, member: MemberRecord, transition: Transition): boolean {
    const actions = actionsFor(group.hooks, transition, this.now(), this.parts.lab.timeScale, randomUUID);
    if (actions.length === 0) return false;
    this.save(group, { ...member, state: transition === LAUNCHING ? 'Pending:Wait' : 'Terminating:Wait', actions });
    this.arm(group.name, member.instanceId);
    for (const { hook: name, token } of actions) {
      const hook = group.hooks.find(({ LifecycleHookName }) => LifecycleHookName === name);
      // whoever hears of it completes the action by a call of its own, whenever that is
      if (hook) void noticeHook(this.parts.lab, group, hook, actionNotice(hook, member.instanceId, token));
    }
    return true;
  }

  complete(group: GroupRecord, member: MemberRecord, hook: string, result: ActionResult): void {
    const actions = afterCompletion(member.actions ?? [], hook, result);
    this.save(group, { ...member, actions });
    this.timers.get(member.instanceId)?.();
    if (actions.length > 0) this.arm(group.name, member.instanceId);
    else this.parts.over(group.name, member.instanceId, result === 'ABANDON');
  }

  heartbeat(group: GroupRecord, member: MemberRecord, hook: string): void {
    const settings = group.hooks.find(({ LifecycleHookName }) => LifecycleHookName === hook) ?? {};
    const beaten = (member.actions ?? []).map((action) =>
      (action.hook === hook ? heartbeaten(action, settings, this.now(), this.parts.lab.timeScale) : action));
    this.save(group, { ...member, actions: beaten });
    this.arm(group.name, member.instanceId);
  }

  /** A hook has been removed: what it held goes on as AWS lets it, launches abandoned and terminations continued. */
  hookRemoved(name: string, hook: string): void {
    for (const { instanceId } of this.parts.tables.groups.get(name)?.members ?? []) {
      const group = this.parts.tables.groups.get(name);
      const member = group?.members.find((known) => known.instanceId === instanceId);
      if (group && member && isWaiting(member) && member.actions?.some((action) => action.hook === hook)) {
        this.complete(group, member, hook, member.state === 'Pending:Wait' ? 'ABANDON' : 'CONTINUE');
      }
    }
  }

  /** Sets the time-out of a member that is on hold, also after a restart of the lab. */
  arm(name: string, instanceId: string): void {
    this.timers.get(instanceId)?.();
    const member = this.parts.tables.groups.get(name)?.members.find((known) => known.instanceId === instanceId);
    if (!member || !isWaiting(member)) return;
    const [next] = [...member.actions ?? []].sort((a, b) => a.deadline - b.deadline);
    if (!next) return;
    this.timers.set(instanceId, this.parts.lab.clock.after(Math.max(1, next.deadline - this.now()), () => this.expired(name, instanceId, next.hook)));
  }

  stop(): void {
    for (const cancel of this.timers.values()) cancel();
    this.timers.clear();
  }

  private expired(name: string, instanceId: string, hook: string): void {
    this.timers.delete(instanceId);
    const group = this.parts.tables.groups.get(name);
    const member = group?.members.find((known) => known.instanceId === instanceId);
    if (!group || !member || !isWaiting(member)) return;
    const { DefaultResult } = group.hooks.find(({ LifecycleHookName }) => LifecycleHookName === hook) ?? {};
    this.complete(group, member, hook, DefaultResult === 'CONTINUE' ? 'CONTINUE' : 'ABANDON');
  }

  private save(group: GroupRecord, member: MemberRecord): void {
    this.parts.tables.groups.put(group.name, withMember(this.parts.tables.groups.get(group.name) ?? group, member));
  }

  private now(): number {
    return this.parts.lab.clock.now().getTime();
  }
}

/** The transition that a member on hold is in. */
export const transitionOf = ({ state }: MemberRecord): Transition => (state === 'Pending:Wait' ? LAUNCHING : TERMINATING);
