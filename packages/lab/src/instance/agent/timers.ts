/** Milliseconds that stopped containers stay on an instance; `ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION` overrides it. Divided by the time scale. */
export const TASK_CLEANUP_WAIT = 3 * 60 * 60_000;
/** An agent that is not admitted tries again: first pause and longest pause, real milliseconds. */
export const REGISTRATION_PAUSE = { first: 1_000, longest: 60_000 } as const;
/** Seconds before they expire at which credentials are replaced. */
export const CREDENTIALS_RENEWAL = 15 * 60;
/**
 * How a connected agent is known to be there, real milliseconds at every time scale since they are this machine's and not AWS's: it is asked
 * this long after its last answer, and is taken for frozen when it has not answered within the limit. ECS waits one to two minutes. The
 * last part of the limit begins anew when this machine itself has stood still: answers that came meanwhile are to be read first.
 */
export const LIVENESS = { pause: 5_000, limit: 10_000, last: 1_000 } as const;
/** A lab that starts waits so many real milliseconds for the agent of an instance that still runs. */
export const TAKE_OVER_LIMIT = 30_000;
