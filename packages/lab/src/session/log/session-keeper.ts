/** Keeps what a session shows. */
export interface SessionKeeper {
  write(bytes: Uint8Array): void;
  /** The session is over. Never rejects. */
  end(): Promise<void>;
}

/** One that hands everything to each of several. */
export function allKeepers(keepers: readonly SessionKeeper[]): SessionKeeper {
  return {
    write: (bytes) => keepers.forEach((keeper) => keeper.write(bytes)),
    end: async () => void await Promise.all(keepers.map((keeper) => keeper.end())),
  };
}
