import type { Repair } from '../../repairs/repair.ts';
import { type SampleJob, sampleJobs } from './sample-jobs.ts';
import { contosoRows, fabrikamRows, type SampleRow } from './sample-rows.ts';

/** Tenants of the sample data. */
export const contoso = '11111111-1111-4111-8111-111111111111';
export const fabrikam = '22222222-2222-4222-8222-222222222222';

/** The six rows of the public repairs samples, by their ids; descriptions and statuses are our own. */
const wellKnown: readonly Repair[] = [
  {
    id: '1',
    title: 'Oil change',
    description: 'Drain the old engine oil, replace the filter and fill up with fresh oil.',
    assignedTo: 'Karin Blair',
    date: '2023-05-23',
    image: '/pictures/oil-change.png',
    status: 'open',
    version: 1,
  },
  {
    id: '2',
    title: 'Brake repairs',
    description: 'Replace worn pads, measure the discs and bleed the brakes.',
    assignedTo: 'Issac Fielder',
    date: '2023-05-24',
    image: '/pictures/brake-repairs.png',
    status: 'done',
    version: 1,
  },
  {
    id: '3',
    title: 'Tire service',
    description: 'Rotate and balance the tires, check tread and pressure.',
    assignedTo: 'Karin Blair',
    date: '2023-05-24',
    image: '/pictures/tire-service.png',
    status: 'inProgress',
    version: 1,
  },
  {
    id: '4',
    title: 'Battery replacement',
    description: 'Take out the weak battery, clean the terminals and fit a new one.',
    assignedTo: 'Ashley McCarthy',
    date: '2023-05-25',
    image: '/pictures/battery-replacement.png',
    status: 'done',
    version: 1,
  },
  {
    id: '5',
    title: 'Engine tune-up',
    description: 'Replace spark plugs and air filter, clean the intake and read the fault memory.',
    assignedTo: 'Karin Blair',
    date: '2023-05-28',
    image: '/pictures/engine-tune-up.png',
    status: 'open',
    version: 1,
  },
  {
    id: '6',
    title: 'Suspension and steering repairs',
    description: 'Replace worn shock absorbers, check the tie rods and align the wheels.',
    assignedTo: 'Daisy Phillips',
    date: '2023-05-29',
    image: '/pictures/suspension-and-steering.png',
    status: 'done',
    version: 1,
  },
];

/** The sample repairs by tenant. */
export const sampleRepairs: ReadonlyMap<string, readonly Repair[]> = new Map([
  [contoso, [...wellKnown, ...toRepairs(contosoRows, wellKnown.length + 1)]],
  [fabrikam, toRepairs(fabrikamRows, 1)],
]);

function toRepairs(rows: readonly SampleRow[], firstId: number): readonly Repair[] {
  return rows.map(([job, vehicle, assignedTo, date, status], place) => {
    const { title, description, picture }: SampleJob = sampleJobs[job];
    return {
      id: String(firstId + place),
      title,
      description: `${vehicle}. ${description}`,
      assignedTo,
      date,
      image: picture === undefined ? undefined : `/pictures/${picture}.png`,
      status,
      version: 1,
    };
  });
}
