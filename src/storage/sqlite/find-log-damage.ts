import { readFileSync } from 'node:fs';
import { endianness } from 'node:os';

/** What the shared memory of a database says about its write-ahead log. */
interface LogIndex {
  /** Number of committed frames. */
  readonly frames: number;
  /** The bytes of the index that change with every commit. */
  readonly state: Buffer;
}

const headerSize = 32;
const frameHeaderSize = 24;
/** Magic number of a log whose checksums are computed from little-endian words. */
const littleEndian = 0x377f0682;
/** How often the index may change, because another program writes, until the log counts as intact. */
const maximumTries = 10;

/**
 * Verifies the committed frames of the write-ahead log of an open database. SQLite verifies them only when it recovers
 * the log, and otherwise copies a damaged log into the database.
 * @returns a description of the damage; undefined if the log is intact.
 * @see https://www.sqlite.org/walformat.html
 */
export function findLogDamage(file: string): string | undefined {
  for (let tries = 0; tries < maximumTries; tries += 1) {
    const index = readIndex(file);
    if (index === undefined) {
      return 'the index of the write-ahead log was emptied';
    }
    if (index.frames <= countValidFrames(readFileSync(`${file}-wal`), index.frames)) {
      return undefined;
    }
    if (readIndex(file)?.state.equals(index.state) === true) {
      return 'the write-ahead log is damaged';
    }
  }
  return undefined;
}

function readIndex(file: string): LogIndex | undefined {
  const bytes = readFileSync(`${file}-shm`);
  const state = bytes.subarray(0, 48);
  if (state.length < 48) {
    return undefined;
  }
  // In the byte order of this machine.
  return { frames: endianness() === 'LE' ? state.readUInt32LE(16) : state.readUInt32BE(16), state };
}

/** Counts the valid frames at the beginning of a log, up to a limit. */
function countValidFrames(log: Buffer, limit: number): number {
  if (log.length < headerSize) {
    return 0;
  }
  const isLittleEndian = log.readUInt32BE(0) === littleEndian;
  const read = (at: number): number => (isLittleEndian ? log.readUInt32LE(at) : log.readUInt32BE(at));
  let [first, second] = [0, 0];
  const add = (from: number, to: number): void => {
    for (let at = from; at < to; at += 8) {
      first = (first + read(at) + second) >>> 0;
      second = (second + read(at + 4) + first) >>> 0;
    }
  };
  const isChecksum = (at: number): boolean => log.readUInt32BE(at) === first && log.readUInt32BE(at + 4) === second;

  add(0, 24);
  const pageSize = log.readUInt32BE(8);
  if (!isChecksum(24) || pageSize < 512 || pageSize > 65_536) {
    return 0;
  }
  const salts = log.subarray(16, 24);
  let count = 0;
  for (let at = headerSize; count < limit; at += frameHeaderSize + pageSize) {
    const end = at + frameHeaderSize + pageSize;
    if (end > log.length || !log.subarray(at + 8, at + 16).equals(salts)) {
      break;
    }
    add(at, at + 8);
    add(at + frameHeaderSize, end);
    if (!isChecksum(at + 16)) {
      break;
    }
    count += 1;
  }
  return count;
}
