/** Name of an error as AWS gives it, for example `TargetNotConnectedException`. */
export function errorName(error: unknown): string {
  return error instanceof Error ? error.name : 'Error';
}

/** Name and text of an error. */
export function errorText(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message || 'no reason was told'}` : String(error);
}
