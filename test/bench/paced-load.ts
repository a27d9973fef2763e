import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'undici';
import type { BenchRequest } from './start-channel.ts';

export interface PacedLoad {
  readonly url: string;
  readonly requests: readonly BenchRequest[];
  /** Requests per second, evenly spaced, whether or not the ones before are answered. */
  readonly rate: number;
  readonly seconds: number;
}

/**
 * Returns the milliseconds from when each request was due to the end of its answer, sorted.
 * @throws Error if the status of an answer is not 200
 */
export async function runPacedLoad({ url, requests, rate, seconds }: PacedLoad): Promise<readonly number[]> {
  const pool = new Pool(url, { connections: 128 });
  const count = Math.round(rate * seconds);
  const times: number[] = [];
  const pending: Promise<void>[] = [];
  const start = performance.now();
  for (let sent = 0; sent < count; sent += 1) {
    const due = start + (sent * 1000) / rate;
    const early = due - performance.now();
    if (early > 1) {
      await delay(early);
    }
    pending.push(send(requests[sent % requests.length] as BenchRequest, due));
  }
  await Promise.all(pending);
  await pool.close();
  return times.sort((a, b) => a - b);

  async function send(request: BenchRequest, due: number): Promise<void> {
    const { statusCode, body } = await pool.request(request);
    await body.dump({ limit: 1_048_576 });
    if (statusCode !== 200) {
      throw new Error(`${url} answered ${statusCode}.`);
    }
    times.push(performance.now() - due);
  }
}

/** @param part from 0 to 1. @returns undefined if there are no values. */
export function percentile(sorted: readonly number[], part: number): number | undefined {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}
