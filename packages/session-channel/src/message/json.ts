export type JsonObject = Readonly<Record<string, unknown>>;

/** The object in a JSON text, or nothing where there is none: what peers send is never trusted. */
export function readObject(data: Uint8Array | string): JsonObject | undefined {
  const text = typeof data === 'string' ? data : new TextDecoder().decode(data);
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as JsonObject : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export function writeObject(value: object): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

export const stringOf = (value: unknown): string => (typeof value === 'string' ? value : '');
export const arrayOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
export const objectOf = (value: unknown): JsonObject =>
  (typeof value === 'object' && value !== null && !Array.isArray(value) ? value as JsonObject : {});
