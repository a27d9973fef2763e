import { generateKeyPairSync } from 'node:crypto';
import { expect } from 'chai';
import { AuthorizationError } from '../../src/authorization/authorization-error.ts';
import { Unavailable } from '../../src/foundation/errors.ts';
import { rememberedFor } from '../../src/jwt/verified-tokens.ts';
import { type Started, startAuthorization } from '../authorization/start-authorization.ts';
import { anAccessToken, createSigningKey, type KeySetBehaviour, signToken } from '../support/issuer.ts';
import { waitUntil } from '../support/wait-until.ts';

describe('the key set of an issuer', () => {
  let started: Started;

  beforeEach(async () => {
    started = await startAuthorization();
  });

  afterEach(() => started.close());

  const accept = (token: string) => started.authorization.authorize(`Bearer ${token}`, 'repairs_read');
  const refuse = (token: string) => started.refusal(`Bearer ${token}`);
  const expectUnavailable = async (token: string, retryAfter = '5') => {
    const error = await refuse(token);
    expect(error).to.be.instanceOf(Unavailable);
    expect(error.headers).to.deep.equal({ 'Retry-After': retryAfter });
    expect(error.message).to.equal('Access tokens cannot be verified at the moment. Try again in a few seconds.');
  };

  it('is not fetched for tokens that are rejected before the signature is verified', async () => {
    await refuse('nonsense');
    await refuse(started.token({ claims: { aud: 'api://other' } }));
    expect(started.issuer.fetches).to.equal(0);
  });

  it('is fetched once for 50 concurrent first requests', async () => {
    started.issuer.behave({ delay: 20 });
    const token = started.token();
    await Promise.all(Array.from({ length: 50 }, () => accept(token)));
    expect(started.issuer.fetches).to.equal(1);
  });

  it('is fetched by warmUp before the first request', async () => {
    await started.authorization.warmUp();
    await accept(started.token());
    expect(started.issuer.fetches).to.equal(1);
  });

  it('is refetched when it is an hour old', async () => {
    await accept(started.token());
    started.pass(3599);
    await accept(started.token());
    expect(started.issuer.fetches).to.equal(1);
    started.pass(1);
    await accept(started.token());
    expect(started.issuer.fetches).to.equal(2);
  });

  it('is refetched if the clock was set back by more than an hour', async () => {
    await accept(started.token());
    started.pass(-3601);
    await accept(started.token());
    expect(started.issuer.fetches).to.equal(2);
  });

  describe('when the issuer rotates its keys', () => {
    it('accepts the new key after a single fetch for 20 concurrent tokens', async () => {
      await accept(started.token());
      await started.issuer.rotate();
      await Promise.all(Array.from({ length: 20 }, () => accept(started.token())));
      expect(started.issuer.fetches).to.equal(2);
    });

    it('still accepts an old key that remains published', async () => {
      const old = started.token();
      await accept(old);
      await started.issuer.rotate({ keep: true });
      await accept(started.token());
      await accept(old);
      expect(started.issuer.fetches).to.equal(2);
    });

    it('accepts a cached token of a removed key for a minute, then rejects it', async () => {
      const old = started.token();
      await accept(old);
      await started.issuer.rotate();
      await accept(started.token());
      await accept(old);
      started.pass(rememberedFor);
      expect((await refuse(old)).status).to.equal(401);
    });

    it('rejects a removed key after an hour', async () => {
      await accept(started.token());
      const { key } = started.issuer;
      await started.issuer.rotate();
      started.pass(3600);
      const token = started.issuer.accessToken({ now: new Date(started.seconds() * 1000), header: { kid: key.kid } });
      expect((await refuse(token)).detail).to.equal('the issuer has no such key');
    });
  });

  describe('when tokens have an unknown kid', () => {
    const tokenWithRandomKid = (index: number) => started.token({ header: { kid: `random-${index}` } });

    it('is fetched for the first of them, then at most once in ten seconds', async () => {
      await accept(started.token());
      expect((await refuse(tokenWithRandomKid(0))).status).to.equal(401);
      for (let index = 1; index < 50; index += 1) {
        await expectUnavailable(tokenWithRandomKid(index), '10');
      }
      expect(started.issuer.fetches).to.equal(2);
      started.pass(9);
      await expectUnavailable(tokenWithRandomKid(51), '1');
      expect(started.issuer.fetches).to.equal(2);
      started.pass(1);
      const errors = await Promise.all(Array.from({ length: 50 }, (_, index) => refuse(tokenWithRandomKid(index))));
      expect(new Set(errors.map(({ status }) => status))).to.deep.equal(new Set([401]));
      expect(started.issuer.fetches).to.equal(3);
    });

    it('never rejects a good token of a new key that arrives after a forged one', async () => {
      await accept(started.token());
      expect((await refuse(tokenWithRandomKid(0))).status).to.equal(401);
      await started.issuer.rotate();
      await expectUnavailable(started.token(), '10');
      // Forged tokens do not extend the pause.
      started.pass(6);
      await expectUnavailable(tokenWithRandomKid(1), '4');
      await expectUnavailable(started.token(), '4');
      started.pass(4);
      await accept(started.token());
    });

    it('fetches the new key for a forged token, too', async () => {
      await accept(started.token());
      await refuse(tokenWithRandomKid(0));
      await started.issuer.rotate();
      started.pass(10);
      expect((await refuse(tokenWithRandomKid(1))).status).to.equal(401);
      await accept(started.token());
      expect(started.issuer.fetches).to.equal(3);
    });

    it('does not reject a good token because of a fetch that began before the key was published', async () => {
      await accept(started.token());
      started.issuer.behave({ delay: 100 });
      const forged = refuse(tokenWithRandomKid(0));
      await waitUntil(() => started.issuer.fetches === 2);
      const token = started.issuer.accessToken({
        now: new Date(started.seconds() * 1000),
        header: { kid: 'published-a-moment-later' },
      });
      await expectUnavailable(token, '10');
      expect((await forged).status).to.equal(401);
    });

    it('is fetched once if there are no cached keys', async () => {
      expect((await refuse(tokenWithRandomKid(0))).status).to.equal(401);
      expect(started.issuer.fetches).to.equal(1);
    });

    it('accepts a rotated key after ten seconds', async () => {
      await refuse(tokenWithRandomKid(0));
      await started.issuer.rotate();
      started.pass(10);
      await accept(started.token());
    });
  });

  // A timeout of two seconds, so that a healthy issuer on a busy machine does not time out.
  const faults: readonly KeySetBehaviour[] = [
    'error',
    'hang',
    'stall',
    'garbage',
    'redirect',
    'huge',
    { delay: 20_000 },
  ];
  for (const fault of faults) {
    it(`is unavailable with the fault ${JSON.stringify(fault)}, and recovers after five seconds`, async () => {
      await started.close();
      started = await startAuthorization('rfc9068', 2000);
      started.issuer.behave(fault);
      await expectUnavailable(started.token());
      started.issuer.behave('ok');
      await expectUnavailable(started.token());
      started.pass(5);
      await accept(started.token());
    });
  }

  describe('when the issuer is down', () => {
    it('stays in use for a day', async () => {
      await accept(started.token());
      started.issuer.behave('error');
      started.pass(24 * 3600 - 1);
      await accept(started.token());
      expect(started.lines.join()).to.include('key set: fetch failed');
      started.pass(1);
      await expectUnavailable(started.token());
    });

    it('is unavailable for an unknown kid, which may belong to a new key', async () => {
      await accept(started.token());
      await started.issuer.rotate();
      started.issuer.behave('error');
      await expectUnavailable(started.token());
      started.issuer.behave('ok');
      started.pass(5);
      await accept(started.token());
    });

    it('is not ready until the issuer recovers, but warmUp resolves', async () => {
      started.issuer.behave('error');
      await started.authorization.warmUp();
      expect(await started.authorization.ready().catch((error) => error)).to.be.instanceOf(Unavailable);
      started.issuer.behave('ok');
      started.pass(5);
      await started.authorization.ready();
    });
  });

  it('is unavailable if nothing listens at its address', async () => {
    await started.issuer.close();
    await expectUnavailable(started.token());
    started = await startAuthorization();
  });

  it('is not refetched for five seconds after a failure', async () => {
    started.issuer.behave('error');
    await Promise.all(Array.from({ length: 20 }, () => expectUnavailable(started.token())));
    await expectUnavailable(started.token());
    expect(started.issuer.fetches).to.equal(1);
    started.pass(5);
    await expectUnavailable(started.token());
    expect(started.issuer.fetches).to.equal(2);
  });

  it('rejects an unknown kid with 401 once the issuer has recovered', async () => {
    started.issuer.behave('error');
    await expectUnavailable(started.token());
    started.issuer.behave('ok');
    started.pass(5);
    await accept(started.token());
    expect((await refuse(started.token({ header: { kid: 'nobody' } }))).status).to.equal(401);
  });

  it('is used from the cache without waiting for an issuer that has just failed', async () => {
    await started.close();
    started = await startAuthorization('rfc9068', 120_000);
    await accept(started.token());
    started.pass(3600);
    started.issuer.behave('error');
    await accept(started.token());
    started.pass(5);
    started.issuer.behave('hang');
    await accept(started.token());
  });

  describe('ignores a key that', () => {
    const ignored: Record<string, () => unknown> = {
      'is not for signatures': () => ({ ...started.issuer.key.jwk, use: 'enc' }),
      'has no use': () => ({ ...started.issuer.key.jwk, use: undefined }),
      'is for another algorithm': () => ({ ...started.issuer.key.jwk, alg: 'PS256' }),
      'has no kid': () => ({ ...started.issuer.key.jwk, kid: undefined }),
      'has an exponent of one': () => ({ ...started.issuer.key.jwk, e: 'AQ' }),
      'has no modulus': () => ({ ...started.issuer.key.jwk, n: undefined }),
      'is symmetric': () => ({ kty: 'oct', k: 'c2VjcmV0', kid: started.issuer.key.kid, use: 'sig' }),
      'includes its private part': () => ({ ...started.issuer.key.jwk, ...privatePart() }),
      'is null': () => null,
    };
    const privatePart = () => started.issuer.key.privateKey.export({ format: 'jwk' });
    for (const [title, jwk] of Object.entries(ignored)) {
      it(title, async () => {
        const other = await createSigningKey();
        started.issuer.publish([jwk(), other.jwk]);
        const error = await refuse(started.token());
        expect(error).to.be.instanceOf(AuthorizationError);
        expect(error.status).to.equal(401);
      });
    }

    it('has an exponent of three', async () => {
      const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 3 });
      const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'three', use: 'sig', alg: 'RS256' };
      started.issuer.publish([jwk, (await createSigningKey()).jwk]);
      const { header, claims } = anAccessToken(started.issuer, { now: new Date(started.seconds() * 1000) });
      const error = await refuse(signToken({ ...header, kid: 'three' }, claims, privateKey));
      expect(error.detail).to.equal('the issuer has no such key');
    });

    it('is longer than 8,192 bits', async () => {
      const n = Buffer.alloc(1025, 0xff).toString('base64url');
      started.issuer.publish([{ ...started.issuer.key.jwk, n }, (await createSigningKey()).jwk]);
      expect((await refuse(started.token())).detail).to.equal('the issuer has no such key');
    });

    it('is shorter than 2,048 bits', async () => {
      const short = await createSigningKey(1024);
      started.issuer.publish([{ ...short.jwk, kid: started.issuer.key.kid }, (await createSigningKey()).jwk]);
      expect((await refuse(started.token())).detail).to.equal('the issuer has no such key');
    });

    it('has the kid of an earlier key', async () => {
      const other = await createSigningKey();
      started.issuer.publish([started.issuer.key.jwk, { ...other.jwk, kid: started.issuer.key.kid }]);
      await accept(started.token());
    });
  });

  it('is unavailable if it has no usable key or more than 100 keys', async () => {
    for (const keys of [[], [{ kty: 'EC' }], Array.from({ length: 101 }, () => started.issuer.key.jwk)]) {
      started.issuer.publish(keys);
      await expectUnavailable(started.token());
      started.pass(5);
    }
  });
});
