import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { botEnvironment } from '../support/bot-environment.ts';
import { contoso, startIssuer, type TestIssuer } from '../support/issuer.ts';
import { runMain } from '../support/run-main.ts';
import { waitUntil } from '../support/wait-until.ts';

const entry = join(import.meta.dirname, '../../src/main.ts');

describe('the app killed during writes', () => {
  let folder: string;
  let issuer: TestIssuer;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'repairs-kill-'));
    issuer = await startIssuer();
  });

  after(async () => {
    await issuer.close();
    await rm(folder, { recursive: true, force: true });
  });

  const start = () =>
    runMain(entry, {
      PUBLIC_URL: 'https://repairs.example.com',
      PORT: '0',
      DATA_FOLDER: folder,
      OAUTH_PROFILE: 'rfc9068',
      OAUTH_ISSUER: issuer.url,
      OAUTH_AUDIENCE: 'api://repairs',
      OAUTH_JWKS_URI: issuer.jwksUri,
      OAUTH_ALLOWED_TENANTS: contoso,
      ...botEnvironment,
    });

  it('loses no acknowledged repair, and finds every stored one by its words', async () => {
    const headers = { Authorization: `Bearer ${issuer.accessToken()}`, 'Content-Type': 'application/json' };
    const acknowledged = new Map<string, string>();
    for (const round of [1, 2, 3]) {
      const app = start();
      const url = await app.listening;
      let running = true;
      const writers = Array.from({ length: 4 }, async (_, writer) => {
        for (let count = 0; running; count += 1) {
          const title = `Round ${round} writer ${writer} count ${count}`;
          const body = JSON.stringify({ title, description: 'x'.repeat(500), assignedTo: 'Karin Blair' });
          const response = await fetch(`${url}/api/repairs`, { method: 'POST', headers, body }).catch(() => undefined);
          if (response?.status === 201) {
            const { id } = (await response.json().catch(() => ({}))) as { id?: string };
            if (id !== undefined) {
              acknowledged.set(id, title);
            }
          }
        }
      });
      const before = acknowledged.size;
      await waitUntil(() => acknowledged.size >= before + 8 * round);
      app.process.kill('SIGKILL');
      running = false;
      await app.exited;
      await Promise.all(writers);
    }

    const app = start();
    const url = await app.listening;
    for (const [id, title] of acknowledged) {
      const response = await fetch(`${url}/api/repairs/${id}`, { headers });
      expect(response.status, title).to.equal(200);
      expect(await response.json()).to.include({ title, description: 'x'.repeat(500), status: 'open' });
    }
    const listed = await listAll(url, '', headers);
    expect(listed).to.include.members([...acknowledged.keys()]);
    // A repair and its words are written together, including those that were not acknowledged.
    expect(await listAll(url, '&text=writer', headers)).to.deep.equal(listed);
    app.process.kill('SIGTERM');
    expect(await app.exited).to.equal(0);
  });
});

/** Returns the ids of all repairs that match a filter, page by page. */
async function listAll(url: string, filter: string, headers: Record<string, string>): Promise<string[]> {
  const ids: string[] = [];
  let cursor = '';
  do {
    const response = await fetch(`${url}/api/repairs?limit=100${filter}${cursor}`, { headers });
    const page = (await response.json()) as { results: { id: string }[]; nextCursor?: string };
    ids.push(...page.results.map(({ id }) => id));
    cursor = page.nextCursor === undefined ? '' : `&cursor=${encodeURIComponent(page.nextCursor)}`;
  } while (cursor !== '');
  return ids;
}
