export interface JoinedWrites {
  write(text: string): void;
  /** Writes the buffer immediately; call it when the process exits. */
  flush(): void;
}

/**
 * Joins all writes of one event loop turn into one. Under load, a system call per log line would be a large part of the
 * cost of a request.
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
