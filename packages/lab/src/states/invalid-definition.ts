/** A definition that cannot be run: the message says where and why. */
export class InvalidDefinition extends Error {}
