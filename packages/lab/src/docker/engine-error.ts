/** The host's Docker engine cannot be used: one sentence that says what to do. */
export class EngineError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EngineError';
  }
}

interface EngineFailure {
  readonly statusCode?: number;
  readonly reason?: string;
  readonly code?: string;
  readonly json?: { readonly message?: string };
  readonly message: string;
}

function failure(error: unknown): EngineFailure {
  return error instanceof Error ? error : { message: String(error) };
}

/** HTTP status of an engine's refusal, if that is what this is. */
export const statusOf = (error: unknown): number | undefined => failure(error).statusCode;

/** Whether the engine said that the object is not there. */
export const isNotFound = (error: unknown): boolean => statusOf(error) === 404;

/** Whether the engine said that somebody else is at it already, for example removing it. */
export const isConflict = (error: unknown): boolean => statusOf(error) === 409;

/** The engine's own words, without the client's wrapping. */
export function engineText(error: unknown): string {
  const { json, message } = failure(error);
  return (json?.message ?? message.replace(/^\(HTTP code \d+\) [^-]* - /, '')).trim();
}

/** Why a connection to an engine failed, in words for a person. */
export function explainConnection(address: string, error: unknown): string {
  switch (failure(error).code) {
    case 'EACCES':
    case 'EPERM':
      return `no permission to use the Docker engine at ${address}: add yourself to the group that owns the socket `
        + '(usually "docker") and sign in again, or run this as root';
    case 'ENOENT':
    case 'ECONNREFUSED':
      return `no Docker engine answers at ${address}: start Docker, or point DOCKER_HOST at a running engine`;
    default:
      return `the Docker engine at ${address} does not answer (${engineText(error)}): start it, or point DOCKER_HOST at another one`;
  }
}
