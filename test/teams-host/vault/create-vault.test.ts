import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { expect } from 'chai';
import { openSealedStore } from '../../../src/teams-host/sealed-store/sealed-store.ts';
import { createVault } from '../../../src/teams-host/vault/create-vault.ts';
import { createTokenStore, type TokenStore } from '../../../src/teams-host/vault/token-store.ts';
import { aFlow, karin, silent, startVaultWorld, type VaultWorld } from './vault-fixture.ts';

describe('createVault', () => {
  let world: VaultWorld;
  beforeEach(async () => {
    world = await startVaultWorld();
  });
  afterEach(() => world.close());

  it('does not refresh again for a caller that read the expired token before the refresh', async () => {
    const { folder, clock, registration, endpoint } = world;
    endpoint.on('/refresh', {
      body: { access_token: 'access-2', token_type: 'Bearer', expires_in: 600, refresh_token: 'refresh-2' },
    });
    const store = await openSealedStore({ folder, keyFile: join(folder, 'vault.key'), random: randomBytes });
    const tokens = createTokenStore(store, silent);
    const refreshed = Promise.withResolvers<void>();
    let reads = 0;
    const slowAtFirst: TokenStore = {
      ...tokens,
      async read(user, one) {
        const isFirst = reads === 0;
        reads += 1;
        const seen = await tokens.read(user, one);
        if (isFirst) {
          await refreshed.promise;
        }
        return seen;
      },
    };
    const vault = createVault({
      registration: (id) => (id === registration.id ? registration : undefined),
      tokens: slowAtFirst,
      client: { fetch, now: clock.now, timeoutMs: 1000 },
    });
    const expired = { accessToken: 'access-1', refreshToken: 'refresh-1', expiresAt: clock.now().toISOString() };
    await vault.keep(karin, registration.id, expired);

    const slow = vault.accessToken(karin, registration.id, aFlow());
    expect(await vault.accessToken(karin, registration.id, aFlow())).to.equal('access-2');
    refreshed.resolve();

    expect(await slow).to.equal('access-2');
    expect(endpoint.requests).to.have.length(1);
  });
});
