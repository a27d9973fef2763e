import { Bench } from 'tinybench';
import { createAuthorization } from '../../src/authorization/authorization.ts';
import { createLog } from '../../src/foundation/log.ts';
import type { TestIssuer } from '../support/issuer.ts';
import { type Figures, toCount } from './print-table.ts';

interface Options {
  readonly issuer: TestIssuer;
  readonly token: string;
  readonly seconds: number;
}

/** Measures how many access tokens one core verifies per second, signature included. */
export async function measureTokens({ issuer, token, seconds }: Options): Promise<Figures> {
  const now = () => new Date();
  const authorization = createAuthorization({
    settings: issuer.settings(),
    resourceMetadataUrl: 'https://repairs.example.com/.well-known/oauth-protected-resource',
    now,
    log: createLog({ level: 'error', now, write: (line) => process.stderr.write(line) }),
  });
  await authorization.warmUp();
  const header = `Bearer ${token}`;
  const bench = new Bench({ time: (seconds * 1000) / 4, throws: true });
  bench.add('authorize', async () => {
    await authorization.authorize(header, 'repairs_read');
  });
  await bench.run();
  return { authorize: { 'per second': toCount(throughput(bench, 'authorize')) } };
}

/** Mean rate of one task, in runs per second. */
export function throughput(bench: Bench, name: string): number {
  const result = bench.getTask(name)?.result;
  if (result === undefined || !('throughput' in result)) {
    throw new Error(`${name} was not measured.`);
  }
  return result.throughput.mean;
}
