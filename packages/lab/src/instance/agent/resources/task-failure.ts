/** Why a task cannot run at all, in the words of the ECS agent: it becomes the task's `stoppedReason`, and no container is created. */
export class TaskFailure extends Error {
  constructor(readonly reason: string) {
    super(reason);
    this.name = 'TaskFailure';
  }
}
