import fc from 'fast-check';
import { CHECKS, findings, PortChecks } from './checked';
import { SimulatedCluster, SimulatedService, Simulation } from './simulation';

const NAMES = ['First', 'Second', 'Third'];

const service: fc.Arbitrary<Omit<SimulatedService, 'name'>> = fc.record({
  ports: fc.uniqueArray(fc.constantFrom(80, 81, 82), { minLength: 1, maxLength: 2 }),
  tasks: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined, freq: 6 }),
  minHealthy: fc.constantFrom(0, 50, 100),
  maxHealthy: fc.constantFrom(100, 150, 200),
  strategy: fc.uniqueArray(fc.record({ capacity: fc.constantFrom(...NAMES), weight: fc.integer({ min: 1, max: 2 }) }),
    { maxLength: 2, selector: ({ capacity }) => capacity }),
});

const cluster: fc.Arbitrary<SimulatedCluster> = fc.record({
  counts: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: NAMES.length }),
  drafts: fc.array(service, { minLength: 1, maxLength: 4 }),
}).map(({ counts, drafts }) => {
  const capacities = new Map(counts.map((count, index) => [NAMES[index], count]));
  return { capacities, services: drafts.map((draft, index) => known(draft, `S${index}`, capacities)) };
});

/** Only what ECS takes: capacities that are there, at most one for a service on every instance, and that within 100 percent. */
function known(draft: Omit<SimulatedService, 'name'>, name: string, capacities: ReadonlyMap<string, number>): SimulatedService {
  const strategy = draft.strategy.filter(({ capacity }) => capacities.has(capacity));
  return draft.tasks === undefined ? { ...draft, name, strategy: strategy.slice(0, 1), maxHealthy: 100 } : { ...draft, name, strategy };
}

/** Numbers between 0 and 1 that follow from the seed. */
function drawn(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The services that never complete, first as they are created and then as they are updated. */
function stuck(of: SimulatedCluster, seed: number): readonly string[] {
  const simulation = new Simulation(of, drawn(seed));
  const atFirst = simulation.create();
  return atFirst.length > 0 ? atFirst : simulation.update();
}

/** Holds where a cluster that passes the checks goes on to the end, whatever comes first. */
function passesMeansProgress(checks: PortChecks, numRuns: number): fc.RunDetails<[SimulatedCluster, number]> {
  return fc.check(fc.property(cluster, fc.integer(), (of, seed) => {
    fc.pre(findings(of, checks).length === 0);
    expect(stuck(of, seed)).toEqual([]);
  }), { numRuns, maxSkipsPerRun: 1000 });
}

test('no cluster that passes the checks waits for ever on host ports', () => {
  const { failed, counterexample, numSkips } = passesMeansProgress(CHECKS, 400);
  expect({ failed, counterexample }).toEqual({ failed: false, counterexample: null });
  // the checks do find something
  expect(numSkips).toBeGreaterThan(0);
});

test('every cluster with an error waits for ever, whatever comes first', () => {
  fc.assert(fc.property(cluster, fc.integer(), (of, seed) => {
    // ECS itself refuses some settings even where nothing is to run
    fc.pre(of.services.every(({ tasks }) => tasks !== 0) && findings(of).some(({ level }) => level === 'error'));
    expect(stuck(of, seed)).not.toEqual([]);
  }), { numRuns: 200 });
});

test.each<[string, PortChecks]>([
  ['the host-port plan', { ...CHECKS, plan: () => [] }],
  ['its errors, with the warnings left', { ...CHECKS, plan: (claims, room) => CHECKS.plan(claims, room).filter(({ level }) => level !== 'error') }],
  ['the order of placement', { ...CHECKS, plan: (claims, room) => CHECKS.plan(claims, room).filter(({ id }) => !id.endsWith(':hostPortOrder')) }],
  ['the rolling settings', { ...CHECKS, rolling: () => [] }],
  ['the neighbours of what rolls', { ...CHECKS, rolling: (service, room) => CHECKS.rolling(service, room && { ...room, held: 0, next: room.most - (service.tasks ?? 0) }) }],
])('without %s a cluster that passes waits for ever', (_, checks) => {
  expect(passesMeansProgress(checks, 3000).failed).toBe(true);
});
