export interface JoinedWrites {
  write(text: string): void;
  /** Writes at once what is still waiting; to be called when the process ends. */
  flush(): void;
}

/**
 * Makes one write of all that is written in one turn of the event loop: under load, a system call for every line of the
 * log would be a good part of a request's cost.
 */
export function createJoinedWrites(write: (text: string) => void): JoinedWrites {
  let waiting = '';
  const flush = (): void => {
    if (waiting !== '') {
      const text = waiting;
      waiting = '';
      write(text);
    }
  };
  return {
    flush,
    write(text) {
      if (waiting === '') {
        setImmediate(flush);
      }
      waiting += text;
    },
  };
}
