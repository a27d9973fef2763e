import type { Repair } from '../../repairs/repair.ts';
import { type SampleJob, sampleJobs } from './sample-jobs.ts';
import { contosoRows, fabrikamRows, type SampleRow } from './sample-rows.ts';

/** Tenants of the sample data. */
export const contoso = '11111111-1111-4111-8111-111111111111';
export const fabrikam = '22222222-2222-4222-8222-222222222222';

type NewRepair = Omit<Repair, 'id' | 'version' | 'image'> & { readonly picture?: string };

/** The six rows of Microsoft's public repairs samples; descriptions and statuses were added here. */
const wellKnown: readonly NewRepair[] = [
  {
    title: 'Oil change',
    description: 'Drain the old engine oil, replace the filter and fill up with fresh oil.',
    picture: 'oil-change',
    assignedTo: 'Karin Blair',
    date: '2023-05-23',
    status: 'open',
  },
  {
    title: 'Brake repairs',
    description: 'Replace worn pads, measure the discs and bleed the brakes.',
    picture: 'brake-repairs',
    assignedTo: 'Issac Fielder',
    date: '2023-05-24',
    status: 'done',
  },
  {
    title: 'Tire service',
    description: 'Rotate and balance the tires, check tread and pressure.',
    picture: 'tire-service',
    assignedTo: 'Karin Blair',
    date: '2023-05-24',
    status: 'inProgress',
  },
  {
    title: 'Battery replacement',
    description: 'Take out the weak battery, clean the terminals and fit a new one.',
    picture: 'battery-replacement',
    assignedTo: 'Ashley McCarthy',
    date: '2023-05-25',
    status: 'done',
  },
  {
    title: 'Engine tune-up',
    description: 'Replace spark plugs and air filter, clean the intake and read the fault memory.',
    picture: 'engine-tune-up',
    assignedTo: 'Karin Blair',
    date: '2023-05-28',
    status: 'open',
  },
  {
    title: 'Suspension and steering repairs',
    description: 'Replace worn shock absorbers, check the tie rods and align the wheels.',
    picture: 'suspension-and-steering',
    assignedTo: 'Daisy Phillips',
    date: '2023-05-29',
    status: 'done',
  },
];

/** The sample repairs by tenant. */
export const sampleRepairs: ReadonlyMap<string, readonly Repair[]> = new Map([
  [contoso, [...wellKnown, ...contosoRows.map(toNewRepair)].map(toRepair)],
  [fabrikam, fabrikamRows.map(toNewRepair).map(toRepair)],
]);

function toNewRepair([job, vehicle, assignedTo, date, status]: SampleRow): NewRepair {
  const { description, ...rest }: SampleJob = sampleJobs[job];
  return { ...rest, description: `${vehicle}. ${description}`, assignedTo, date, status };
}

function toRepair({ picture, ...repair }: NewRepair, index: number): Repair {
  const image = picture === undefined ? undefined : `/pictures/${picture}.png`;
  return { ...repair, id: String(index + 1), image, version: 1 };
}
