export interface JoinedWrites {
  write(text: string): void;
  /** Writes immediately what is still buffered; call it when the process exits. */
  flush(): void;
}

/**
 * Joins everything that is written in one turn of the event loop into one write. Under load, a system call for each line
 * of the log would be a good part of the cost of a request.
 */
export function createJoinedWrites(write: (text: string) => void): JoinedWrites {
  let buffered = '';
  const flush = (): void => {
    if (buffered !== '') {
      const text = buffered;
      buffered = '';
      write(text);
    }
  };
  return {
    flush,
    write(text) {
      if (buffered === '') {
        setImmediate(flush);
      }
      buffered += text;
    },
  };
}
