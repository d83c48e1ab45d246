interface Held {
  readonly payloadType: number;
  readonly bytes: Uint8Array;
}

/** Output that waits; what follows one another with the same type becomes one frame. */
export class HeldOutput {
  private chunks: Held[] = [];
  private total = 0;

  /** In bytes. */
  get size(): number {
    return this.total;
  }

  push(payloadType: number, bytes: Uint8Array): void {
    // the writer may use its buffer again
    this.chunks.push({ payloadType, bytes: new Uint8Array(bytes) });
    this.total += bytes.length;
  }

  /** Everything held, oldest first. */
  take(): readonly Held[] {
    const groups: { payloadType: number; chunks: Uint8Array[] }[] = [];
    for (const { payloadType, bytes } of this.chunks) {
      const last = groups.at(-1);
      if (last?.payloadType === payloadType) last.chunks.push(bytes);
      else groups.push({ payloadType, chunks: [bytes] });
    }
    this.chunks = [];
    this.total = 0;
    return groups.map(({ payloadType, chunks }) => ({ payloadType, bytes: Buffer.concat(chunks) }));
  }
}
