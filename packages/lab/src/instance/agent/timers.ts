/** Milliseconds that stopped containers stay on an instance; `ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION` overrides it. Divided by the time scale. */
export const TASK_CLEANUP_WAIT = 3 * 60 * 60_000;
/** An agent that is not admitted tries again: first pause and longest pause, real milliseconds. */
export const REGISTRATION_PAUSE = { first: 1_000, longest: 60_000 } as const;
/** Seconds before they expire at which credentials are replaced. */
export const CREDENTIALS_RENEWAL = 15 * 60;
