/** What happened to one thing, in words. */
export interface Happening {
  readonly kind: 'task' | 'service' | 'instance' | 'machine';
  /** Name of the cluster; absent for a machine. */
  readonly cluster?: string;
  /** Id of the task, name of the service, id of the container instance or of the machine. */
  readonly id: string;
  /** What a reader knows it by, such as `web:3` for a task. */
  readonly label?: string;
  readonly text: string;
  /** Where the words tell of a change of state. */
  readonly state?: { readonly from?: string; readonly to: string };
}

/** A happening with its place in the feed. */
export interface FeedEntry extends Happening {
  /** From 1, without a gap. */
  readonly sequence: number;
  /** ISO 8601. */
  readonly time: string;
}

/** One answer of the feed's route. */
export interface FeedPage {
  /** Sequence numbers of one start of the lab mean nothing in the next. */
  readonly began: string;
  readonly entries: readonly FeedEntry[];
  /** Sequence number of the newest entry, 0 without any. */
  readonly last: number;
  /** How many entries that were asked for are not kept any more. */
  readonly missed: number;
}

/** `from → to`, and what more there is to say. */
export function changed(from: string | undefined, to: string, more = ''): Pick<Happening, 'text' | 'state'> {
  return { text: `${from === undefined ? to : `${from} → ${to}`}${more === '' ? '' : ` ${more}`}`, state: { ...(from === undefined ? {} : { from }), to } };
}
