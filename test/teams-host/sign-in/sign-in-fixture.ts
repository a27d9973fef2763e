import { expect } from 'chai';
import { createSignIn } from '../../../src/teams-host/sign-in/create-sign-in.ts';
import type { SignIn, SignInResult } from '../../../src/teams-host/sign-in/sign-in.ts';
import type { OAuthRegistration } from '../../../src/teams-host/vault/registration.ts';
import type { Vault } from '../../../src/teams-host/vault/vault.ts';
import { aFlow, anApiKeyRegistration, karin, startVaultWorld, type VaultWorld } from '../vault/vault-fixture.ts';

export const id = 'repairs-oauth';
export const redirectUri = 'http://127.0.0.1:3979/api/platform/v1.0/oAuthRedirect';
export const granted = {
  access_token: 'the-access-token',
  token_type: 'Bearer',
  expires_in: 60,
  refresh_token: 'the-refresh-token',
};

/** A vault and a token endpoint that issues tokens, for each test of a `describe`; acts for Karin by default. */
export interface SignInFixture {
  world(): VaultWorld;
  vault(): Vault;
  signIn(): SignIn;
  /** Reopens the vault with a changed registration. */
  use(changes?: Partial<OAuthRegistration>, timeoutMs?: number): Promise<void>;
  start(flow?: ReturnType<typeof aFlow>, user?: typeof karin, session?: string): Promise<URL>;
  finish(
    query: Record<string, string> | string,
    flow?: ReturnType<typeof aFlow>,
    session?: string,
  ): Promise<SignInResult>;
  /** Returns the stored access token of the person. */
  token(user?: typeof karin): Promise<string | undefined>;
  /** Asserts that the sign-in failed with a remedy and stored no token, and returns the result. */
  failed(result: Promise<SignInResult>): Promise<Extract<SignInResult, { ok: false }>>;
}

export function signInFixture(): SignInFixture {
  let world: VaultWorld;
  let vault: Vault;
  let signIn: SignIn;

  async function use(changes: Partial<OAuthRegistration> = {}, timeoutMs = 8000): Promise<void> {
    vault = await world.open({ registrations: [{ ...world.registration, ...changes }, anApiKeyRegistration()] });
    signIn = createSignIn({ vault, redirectUri, now: world.clock.now, timeoutMs });
  }
  beforeEach(async () => {
    world = await startVaultWorld();
    world.endpoint.on('/token', { body: granted });
    await use();
  });
  afterEach(() => world.close());

  const token = (user = karin) => vault.accessToken(user, id, aFlow());
  return {
    world: () => world,
    vault: () => vault,
    signIn: () => signIn,
    use,
    start: (flow = aFlow(), user = karin, session = 'session-1') => signIn.startSignIn(user, session, id, flow),
    finish: (query, flow = aFlow(), session = 'session-1') =>
      signIn.finishSignIn(session, new URLSearchParams(query), flow),
    token,
    async failed(result) {
      const answer = await result;
      if (answer.ok) {
        throw new Error('The sign-in was expected to fail.');
      }
      expect(answer.remedy).to.not.equal('');
      expect(await token()).to.equal(undefined);
      return answer;
    },
  };
}

export async function stateOf(url: Promise<URL>): Promise<string> {
  return (await url).searchParams.get('state') ?? '';
}
