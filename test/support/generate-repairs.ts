import { type Repair, repairStatuses } from '../../src/repairs/repair.ts';

const tasks = [
  'Oil change',
  'Brake repair',
  'Tire service',
  'Battery replacement',
  'Engine tune-up',
  'Suspension check',
  'Air conditioning service',
  'Windshield replacement',
  'Light adjustment',
  'Transmission service',
  'Exhaust repair',
  'Bodywork',
];
const firstNames = ['Karin', 'Daisy', 'Issac', 'Ashley', 'José', 'Mona', 'Will', 'Zoë', 'Babak', 'Amélie'];
const lastNames = ['Blair', 'Phillips', 'Fielder', 'McCarthy', 'Núñez', 'Kane', 'Little', 'Ångström', 'Shammas', 'Roy'];
const places = ['front', 'rear', 'left', 'right', 'upper', 'lower', 'inner', 'outer'];
const parts = ['bearing', 'filter', 'pump', 'seal', 'valve', 'hose', 'belt', 'sensor', 'gasket', 'switch', 'bracket'];
const verbs = ['replace', 'inspect', 'clean', 'adjust', 'tighten', 'lubricate', 'measure', 'refit'];
const days = 730;

/** Words that many generated repairs contain. */
export const searchWords: readonly string[] = [...places, ...parts, ...verbs];

/**
 * Generates realistic repairs, spread over two years. All of them contain the word "vehicle", so that a search can
 * match everything.
 * @param random returns 0 ≤ n < 1; the same numbers produce the same repairs.
 */
export function generateRepairs(count: number, random: () => number): readonly Repair[] {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  return Array.from({ length: count }, (_, index) => {
    const title = pick(tasks);
    const steps = Array.from({ length: 3 }, () => `${pick(verbs)} the ${pick(places)} ${pick(parts)}`).join(', ');
    return {
      id: `generated-${index}`,
      title: `${title} ${index}`,
      description: `Vehicle ${Math.floor(random() * 10_000)}: ${steps}.`,
      assignedTo: `${pick(firstNames)} ${pick(lastNames)}`,
      date: new Date(Date.UTC(2024, 0, 1 + Math.floor(random() * days))).toISOString().slice(0, 10),
      image: `/pictures/${title.split(' ')[0]?.toLowerCase()}.png`,
      status: pick(repairStatuses),
      version: 1,
    };
  });
}

/** Creates a seeded random number generator (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
