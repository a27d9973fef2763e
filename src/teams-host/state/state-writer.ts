/** Writes the state after changes, one write at a time. */
export interface StateWriter {
  /** Schedules a write. Changes during a write are written together by the next one. */
  changed(): void;
  /** Resolves after all changes were written, or could not be. */
  settled(): Promise<void>;
}

export interface StateWriterOptions {
  readonly snapshot: () => unknown;
  /** Replaces the file atomically. */
  readonly write: (text: string) => Promise<void>;
  /** Called with the cause of a failed write; the next change writes again. */
  readonly onFault: (cause: unknown) => void;
}

export function createStateWriter({ snapshot, write, onFault }: StateWriterOptions): StateWriter {
  let isChanged = false;
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    while (isChanged) {
      isChanged = false;
      await write(JSON.stringify(snapshot())).catch(onFault);
    }
    running = undefined;
  }

  return {
    changed() {
      isChanged = true;
      // Later than the change, which may consist of several steps.
      running ??= Promise.resolve().then(run);
    },
    settled: async () => running,
  };
}
