/** An interface as `ip a` shows it, in iproute2's form or BusyBox's. */
export interface Interface {
  readonly name: string;
  readonly mac: string;
  /** `address/prefix`, in the kernel's order. */
  readonly addresses: readonly string[];
}

/** Reads the output of `ip a` or `ip link`. */
export function parseInterfaces(output: string): readonly Interface[] {
  const found: { name: string; mac: string; addresses: string[] }[] = [];
  for (const line of output.split(/\r?\n/)) {
    const head = /^\d+: ([^:@\s]+)(?:@\S+)?: </.exec(line);
    if (head) found.push({ name: head[1]!, mac: '', addresses: [] });
    const current = found.at(-1);
    if (!current) continue;
    const mac = /^\s+link\/\S+ ([0-9a-f:]{17})/.exec(line);
    if (mac) current.mac = mac[1]!;
    const address = /^\s+inet6? (\S+)/.exec(line);
    if (address) current.addresses.push(address[1]!);
  }
  return found;
}

/** A route, without what only one of the two programs prints. */
export interface Route {
  readonly destination: string;
  readonly via?: string;
  readonly device?: string;
  readonly source?: string;
}

/** Reads the output of `ip r`. */
export function parseRoutes(output: string): readonly Route[] {
  return output.split(/\r?\n/).map((line) => line.trim()).filter((line) => /^(default|blackhole|unreachable|[0-9a-f.:]+)/.test(line)).map((line) => {
    const after = (word: string) => new RegExp(`\\b${word} (\\S+)`).exec(line)?.[1];
    const destination = /^(?:(?:blackhole|unreachable) )?\S+/.exec(line)![0];
    return { destination, via: after('via'), device: after('dev'), source: after('src') };
  });
}

/** One line an interface, for people and for comparing. */
export function showInterfaces(interfaces: readonly Interface[]): string {
  return interfaces.map(({ name, mac, addresses }) => [name, mac, ...addresses].filter(Boolean).join(' ')).sort().join('\n');
}

/** One line a route, for people and for comparing. */
export function showRoutes(routes: readonly Route[]): string {
  return routes.map(({ destination, via, device, source }) =>
    [destination, via && `via ${via}`, device && `dev ${device}`, source && `src ${source}`].filter(Boolean).join(' ')).sort().join('\n');
}
