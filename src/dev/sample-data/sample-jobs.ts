/** A type of job in the sample data. */
export interface SampleJob {
  readonly title: string;
  readonly description: string;
  /** Name of a file in `src/web/pictures/`. */
  readonly picture?: string;
}

export const sampleJobs = {
  oil: {
    title: 'Oil and filter change',
    description: 'Drain the oil while warm, change the filter and the drain plug seal, fill up and check the level.',
    picture: 'oil-change',
  },
  oilLeak: {
    title: 'Oil leak at the sump',
    description: 'Oil on the floor under the engine. Clean the sump, find the leak and fit a new gasket.',
    picture: 'oil-change',
  },
  brakePads: {
    title: 'Front brake pads',
    description: 'Pads are down to two millimetres. Replace them on both sides and measure the discs.',
    picture: 'brake-repairs',
  },
  brakeFluid: {
    title: 'Brake fluid change',
    description: 'Fluid is three years old. Flush the system, bleed all four corners and test the pedal.',
    picture: 'brake-repairs',
  },
  winterTires: {
    title: 'Change to winter tires',
    description: 'Fit the stored set, balance the wheels and tighten the bolts again after fifty kilometres.',
    picture: 'tire-service',
  },
  puncture: {
    title: 'Puncture repair',
    description: 'Slow leak, a screw in the tread. Plug it from the inside if the hole is clear of the shoulder.',
    picture: 'tire-service',
  },
  battery: {
    title: 'Weak starter battery',
    description: 'Cranks slowly on cold mornings. Test under load and replace; keep the radio code.',
    picture: 'battery-replacement',
  },
  charging: {
    title: 'Battery does not charge',
    description: 'Warning light stays on. Check the alternator belt, the regulator and the earth strap.',
    picture: 'battery-replacement',
  },
  rough: {
    title: 'Rough idle',
    description: 'Shakes at traffic lights. Read the fault memory, check plugs, coils and the intake for false air.',
    picture: 'engine-tune-up',
  },
  timing: {
    title: 'Timing belt replacement',
    description: 'Due by mileage. Replace belt, tensioner and water pump together and turn the engine twice by hand.',
    picture: 'engine-tune-up',
  },
  wheel: {
    title: 'Steering pulls to the left',
    description: 'Measure the wheel alignment, check tie rods and ball joints for play, adjust the track.',
    picture: 'suspension-and-steering',
  },
  shock: {
    title: 'Worn rear shock absorbers',
    description: 'Bounces after bumps. Replace in pairs and look at the spring seats for rust.',
    picture: 'suspension-and-steering',
  },
  aircon: {
    title: 'Air conditioning blows warm',
    description: 'Find the leak with dye, replace the dryer, evacuate and refill with the amount on the plate.',
    picture: 'air-conditioning',
  },
  cabin: {
    title: 'Musty smell from the vents',
    description: 'Change the cabin filter, clean the evaporator and clear the condensate drain.',
    picture: 'air-conditioning',
  },
  chip: {
    title: 'Stone chip in the windshield',
    description: 'Chip smaller than a coin and out of the driver’s view: fill with resin and polish.',
    picture: 'windshield',
  },
  glass: {
    title: 'Cracked windshield',
    description: 'Crack from edge to edge. Replace the glass and calibrate the front camera afterwards.',
    picture: 'windshield',
  },
  headlight: {
    title: 'Headlight out on the right',
    description: 'Bulb is fine, no voltage at the plug. Follow the loom to the fuse box and mend it.',
    picture: 'lights',
  },
  beam: {
    title: 'Headlight adjustment',
    description: 'Oncoming drivers complain. Set the range on level ground with half a load.',
    picture: 'lights',
  },
  clutch: {
    title: 'Slipping clutch',
    description: 'Revs rise without speed in fifth gear. Replace plate, cover and release bearing.',
    picture: 'transmission',
  },
  gear: {
    title: 'Transmission oil change',
    description: 'Shifts hard when cold. Change the oil and the strainer, look for metal on the magnet.',
    picture: 'transmission',
  },
  muffler: {
    title: 'Loud exhaust',
    description: 'Rear silencer rusted through at the seam. Replace with new clamps and rubber hangers.',
    picture: 'exhaust',
  },
  dent: {
    title: 'Dent in the sliding door',
    description: 'Pull out the dent, fill, prime and paint to the colour code in the door frame.',
    picture: 'bodywork',
  },
  rust: {
    title: 'Rust on the wheel arch',
    description: 'Grind to bare metal, treat, fill and paint. Seal the seam from the inside.',
    picture: 'bodywork',
  },
  inspection: {
    title: 'Yearly inspection',
    description: 'Go through the list of the inspection sheet and write down what is due within the next year.',
  },
  knock: {
    title: 'Knocking noise from the front axle',
    description:
      'Comes back for the third time. The driver hears a metallic knock from the front on rough roads, mostly when it is cold, never on the motorway.\n\nDone so far: both stabiliser links and the lower ball joints were replaced, bolts of the subframe tightened to the value in the manual. The noise was gone for two weeks each time.\n\nTo do: drive it together with the driver first. Then check the upper strut mounts under load, the engine mount on the gearbox side and the bonnet latch. Put chalk marks on everything that might touch. Take the wheel house liners out and look for bright spots. If nothing is found, borrow the microphone set from the other workshop and repeat the drive. Write down speed, temperature and road for every knock, so that the next person does not begin again at the beginning.',
    picture: 'suspension-and-steering',
  },
} as const satisfies Readonly<Record<string, SampleJob>>;
