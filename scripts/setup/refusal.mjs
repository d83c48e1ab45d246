/** Something a person has to do: printed as it is, without a stack. */
export class Refusal extends Error {}
