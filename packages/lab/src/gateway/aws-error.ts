/** A refusal in AWS's own terms: each protocol codec writes it in its own form. */
export class AwsError extends Error {
  constructor(
    /** AWS's error code, for example `ClusterNotFoundException`. */
    readonly code: string,
    message: string,
    /** HTTP status; AWS answers 400 for nearly everything a caller can cause. */
    readonly status: number = 400,
    /** Further members of the error shape, for example `resourceIds`. */
    readonly fields: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = code;
  }
}
