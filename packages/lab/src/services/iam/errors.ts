import { AwsError } from '../../gateway/aws-error';

export const noSuchEntity = (text: string): AwsError => new AwsError('NoSuchEntity', text, 404);
export const alreadyExists = (text: string): AwsError => new AwsError('EntityAlreadyExists', text, 409);
export const deleteConflict = (text: string): AwsError => new AwsError('DeleteConflict', text, 409);

export function noRole(name: string): AwsError {
  return noSuchEntity(`The role with name ${name} cannot be found.`);
}

const NAME = /^[\w+=,.@-]+$/;

/** A name that IAM accepts; `maximum` is 64 for roles and 128 for policies and instance profiles. */
export function requireName(name: string | undefined, member: string, maximum: number): string {
  if (name === undefined || name === '') throw new AwsError('ValidationError', `1 validation error detected: Value at '${member}' failed to satisfy constraint: Member must not be null`);
  if (name.length > maximum) {
    throw new AwsError('ValidationError', `1 validation error detected: Value '${name}' at '${member}' failed to satisfy constraint: Member must have length less than or equal to ${maximum}`);
  }
  if (!NAME.test(name)) throw new AwsError('ValidationError', `The specified value for ${member} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`);
  return name;
}

/** A path that begins and ends with a slash. Default `/`. */
export function requirePath(path: string | undefined): string {
  if (path === undefined || path === '/') return '/';
  if (!/^\/[\u0021-\u007E]+\/$/.test(path)) throw new AwsError('ValidationError', 'The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.');
  return path;
}

/** Boundaries are not evaluated by this lab, so they are not accepted. */
export function refuseBoundary(boundary: string | undefined): void {
  if (boundary !== undefined) throw new AwsError('InvalidInput', `this lab does not evaluate permissions boundaries (got ${boundary}): leave the boundary out here, and test it on AWS`);
}
