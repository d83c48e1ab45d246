/** A CloudWatch alarm as deployments see it. */
export interface AlarmState {
  readonly state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
  /** Milliseconds that an evaluation of it looks back. */
  readonly evaluated: number;
}

/** The alarm of a name, as it is at this moment; there need not be one. */
export type AlarmLookup = (name: string) => AlarmState | undefined;

/** Alarms whose long times go by as those of a lab with this `--time-scale`. */
export const scaledAlarms = (lookup: AlarmLookup, timeScale: number): AlarmLookup => (name) => {
  const found = lookup(name);
  return found && { ...found, evaluated: found.evaluated / timeScale };
};
