import type { Repair } from '../../src/repairs/repair.ts';

let number = 0;

/** A repair with a unique id and default fields, with overrides. */
export function aRepair(overrides: Partial<Repair> = {}): Repair {
  number += 1;
  return {
    id: `repair-${number}`,
    title: 'Oil change',
    description: 'Drain the old oil and fill up with fresh oil.',
    assignedTo: 'Karin Blair',
    date: '2024-05-23',
    image: '/pictures/oil-change.png',
    status: 'open',
    version: 1,
    ...overrides,
  };
}
