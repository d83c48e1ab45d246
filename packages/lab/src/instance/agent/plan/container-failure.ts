/** Why a container cannot run, in the words of the ECS agent: `<errorName>: <message>` becomes its `reason`. */
export class ContainerFailure extends Error {
  constructor(
    /** For example `CannotStartContainerError`. */
    readonly errorName: string,
    message: string,
  ) {
    super(message);
    this.name = errorName;
  }

  get reason(): string {
    return `${this.errorName}: ${this.message}`;
  }
}

/** What `reason` says of any failure: errors that carry an agent's error name keep it, others get the given one. */
export function reasonOf(error: unknown, fallback: string): string {
  if (!(error instanceof Error)) {
    return `${fallback}: ${String(error)}`;
  }
  const named = error instanceof ContainerFailure || /^(Cannot|Resource|Docker)\w+Error$/.test(error.name);
  return `${named ? error.name : fallback}: ${error.message}`;
}
