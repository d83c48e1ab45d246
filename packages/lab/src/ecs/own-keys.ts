/** Variables of a container that hold keys of its own: the exec agent takes these before the task role's, and comes to nothing. */
const OWN_KEYS = ['AWS_ACCESS_KEY_ID', 'AWS_ACCESS_KEY'];

/** Whether one of these names is such a variable. */
export const holdsOwnKeys = (names: readonly string[]): boolean => names.some((name) => OWN_KEYS.includes(name));
