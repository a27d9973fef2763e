/** Figures of another process from /proc of Linux; NaN on other systems. */
import { readFile } from 'node:fs/promises';

const millisecondsPerTick = 10;

/** Processor time that a process has used, in milliseconds. */
export async function readCpuTime(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // After the name, which is in parentheses and may contain spaces: state, ten more fields, user and system time.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * millisecondsPerTick;
}

/** Resident memory in megabytes. */
export async function readMemory(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(text)?.[1]) / 1024;
}
