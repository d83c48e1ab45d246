/** Exit codes of `ecs-lab`. */
export const EXIT = { ok: 0, failed: 1, usage: 2, notRunning: 3 } as const;

/** A refusal in one sentence: printed without a stack. */
export class Failure extends Error {
  constructor(message: string, readonly exitCode: number = EXIT.failed) {
    super(message);
  }
}

export function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
