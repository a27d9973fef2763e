import type { MemberPath, Place } from '../files/place.ts';

/** Something in the manifest that must change. */
export interface ManifestFault {
  readonly at: MemberPath;
  /** What is wrong and the remedy, to follow the place. */
  readonly text: string;
}

/** @returns one sentence for each fault. */
export function toSentences(faults: readonly ManifestFault[], place: Place): readonly string[] {
  return faults.map(({ at, text }) => `${place(...at)}: ${text}`);
}

/** Leaves out faults at or inside a member about which there is a clearer one. */
export function withoutRepeated(
  faults: readonly ManifestFault[],
  clearer: readonly ManifestFault[],
): readonly ManifestFault[] {
  return faults.filter(
    ({ at }) => !clearer.some((other) => other.at.length > 0 && other.at.every((step, index) => step === at[index])),
  );
}
