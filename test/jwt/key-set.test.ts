import { generateKeyPairSync } from 'node:crypto';
import { expect } from 'chai';
import { AuthorizationError } from '../../src/authorization/authorization-error.ts';
import { Unavailable } from '../../src/foundation/errors.ts';
import { rememberedFor } from '../../src/jwt/verified-tokens.ts';
import { type Started, startAuthorization } from '../authorization/start-authorization.ts';
import { anAccessToken, createSigningKey, type KeySetBehaviour, signToken } from '../support/issuer.ts';

describe('the key set of an issuer', () => {
  let started: Started;

  beforeEach(async () => {
    started = await startAuthorization();
  });

  afterEach(() => started.close());

  const accept = (token: string) => started.authorization.authorize(`Bearer ${token}`, 'repairs_read');
  const refuse = (token: string) => started.refusal(`Bearer ${token}`);
  const expectUnavailable = async (token: string) => {
    const error = await refuse(token);
    expect(error).to.be.instanceOf(Unavailable);
    expect(error.headers).to.deep.equal({ 'Retry-After': '5' });
    expect(error.message).to.equal('Access tokens cannot be verified at the moment.');
  };

  it('is not asked for by tokens that are refused without it', async () => {
    await refuse('nonsense');
    await refuse(started.token({ claims: { aud: 'api://other' } }));
    expect(started.issuer.fetches).to.equal(0);
  });

  it('is fetched once for 50 first requests at a time', async () => {
    started.issuer.behave({ delay: 20 });
    const token = started.token();
    await Promise.all(Array.from({ length: 50 }, () => accept(token)));
    expect(started.issuer.fetches).to.equal(1);
  });

  it('is fetched before the first request by warming up', async () => {
    await started.authorization.warmUp();
    await accept(started.token());
    expect(started.issuer.fetches).to.equal(1);
  });

  it('is fetched again when it is an hour old', async () => {
    await accept(started.token());
    started.pass(3599);
    await accept(started.token());
    expect(started.issuer.fetches).to.equal(1);
    started.pass(1);
    await accept(started.token());
    expect(started.issuer.fetches).to.equal(2);
  });

  it('is fetched again when the clock was set back by more than an hour', async () => {
    await accept(started.token());
    started.pass(-3601);
    await accept(started.token());
    expect(started.issuer.fetches).to.equal(2);
  });

  describe('when the issuer rotates its keys', () => {
    it('lets the new key in after one fetch, however many tokens come at once', async () => {
      await accept(started.token());
      await started.issuer.rotate();
      await Promise.all(Array.from({ length: 20 }, () => accept(started.token())));
      expect(started.issuer.fetches).to.equal(2);
    });

    it('keeps believing an old key that is still shown', async () => {
      const old = started.token();
      await accept(old);
      await started.issuer.rotate({ keep: true });
      await accept(started.token());
      await accept(old);
      expect(started.issuer.fetches).to.equal(2);
    });

    it('believes a removed key no longer than until the next fetch, and tokens it verified a minute longer', async () => {
      const old = started.token();
      await accept(old);
      await started.issuer.rotate();
      await accept(started.token());
      await accept(old);
      started.pass(rememberedFor);
      expect((await refuse(old)).status).to.equal(401);
    });

    it('believes a removed key for an hour at most', async () => {
      await accept(started.token());
      const { key } = started.issuer;
      await started.issuer.rotate();
      started.pass(3600);
      const token = started.issuer.accessToken({ now: new Date(started.seconds() * 1000), header: { kid: key.kid } });
      expect((await refuse(token)).detail).to.equal('the issuer has no such key');
    });
  });

  describe('when tokens name keys the issuer does not have', () => {
    const random = (index: number) => started.token({ header: { kid: `random-${index}` } });

    it('is fetched once for the first of them and then once in ten seconds', async () => {
      await accept(started.token());
      for (let index = 0; index < 50; index += 1) {
        expect((await refuse(random(index))).status).to.equal(401);
      }
      expect(started.issuer.fetches).to.equal(2);
      started.pass(9);
      await refuse(random(51));
      expect(started.issuer.fetches).to.equal(2);
      started.pass(1);
      await Promise.all(Array.from({ length: 50 }, (_, index) => refuse(random(index))));
      expect(started.issuer.fetches).to.equal(3);
    });

    it('is fetched once where the first token of all is one of them', async () => {
      expect((await refuse(random(0))).status).to.equal(401);
      expect(started.issuer.fetches).to.equal(1);
    });

    it('still lets a rotated key in within ten seconds', async () => {
      await refuse(random(0));
      await started.issuer.rotate();
      started.pass(10);
      await accept(started.token());
    });
  });

  // Whoever is healthy here has a second to answer, so that a busy machine is not taken for a broken issuer.
  const faults: readonly KeySetBehaviour[] = ['error', 'hang', 'stall', 'garbage', 'redirect', 'huge', { delay: 3000 }];
  for (const fault of faults) {
    it(`answering with ${JSON.stringify(fault)} makes the answer 503, and all is well soon after`, async () => {
      await started.close();
      started = await startAuthorization('rfc9068', 1000);
      started.issuer.behave(fault);
      await expectUnavailable(started.token());
      started.issuer.behave('ok');
      await expectUnavailable(started.token());
      started.pass(5);
      await accept(started.token());
    });
  }

  describe('when the issuer is down', () => {
    it('is used as it is for a day', async () => {
      await accept(started.token());
      started.issuer.behave('error');
      started.pass(24 * 3600 - 1);
      await accept(started.token());
      expect(started.lines.join()).to.include('key set: fetch failed');
      started.pass(1);
      await expectUnavailable(started.token());
    });

    it('says 503 rather than 401 to a key that may be a new one', async () => {
      await accept(started.token());
      await started.issuer.rotate();
      started.issuer.behave('error');
      await expectUnavailable(started.token());
      started.issuer.behave('ok');
      started.pass(5);
      await accept(started.token());
    });

    it('is not ready, and warming up does not throw', async () => {
      started.issuer.behave('error');
      await started.authorization.warmUp();
      expect(await started.authorization.ready().catch((error) => error)).to.be.instanceOf(Unavailable);
      started.issuer.behave('ok');
      started.pass(5);
      await started.authorization.ready();
    });
  });

  it('makes the answer 503 when nobody listens at its address', async () => {
    await started.issuer.close();
    await expectUnavailable(started.token());
    started = await startAuthorization();
  });

  it('leaves an issuer that is down alone for five seconds', async () => {
    started.issuer.behave('error');
    await Promise.all(Array.from({ length: 20 }, () => expectUnavailable(started.token())));
    await expectUnavailable(started.token());
    expect(started.issuer.fetches).to.equal(1);
    started.pass(5);
    await expectUnavailable(started.token());
    expect(started.issuer.fetches).to.equal(2);
  });

  it('says 401 again to an unknown key once the issuer is back', async () => {
    started.issuer.behave('error');
    await expectUnavailable(started.token());
    started.issuer.behave('ok');
    started.pass(5);
    await accept(started.token());
    expect((await refuse(started.token({ header: { kid: 'nobody' } }))).status).to.equal(401);
  });

  it('lets nobody wait for an issuer that has just failed where keys are at hand', async () => {
    await accept(started.token());
    started.pass(3600);
    started.issuer.behave('error');
    await accept(started.token());
    started.pass(5);
    started.issuer.behave('hang');
    const begun = performance.now();
    await accept(started.token());
    expect(performance.now() - begun).to.be.below(4000);
  });

  describe('holds no key that', () => {
    const unfit: Record<string, () => unknown> = {
      'is not for signatures': () => ({ ...started.issuer.key.jwk, use: 'enc' }),
      'has no use': () => ({ ...started.issuer.key.jwk, use: undefined }),
      'is for another algorithm': () => ({ ...started.issuer.key.jwk, alg: 'PS256' }),
      'has no kid': () => ({ ...started.issuer.key.jwk, kid: undefined }),
      'has an exponent of one': () => ({ ...started.issuer.key.jwk, e: 'AQ' }),
      'has no modulus': () => ({ ...started.issuer.key.jwk, n: undefined }),
      'is a secret': () => ({ kty: 'oct', k: 'c2VjcmV0', kid: started.issuer.key.kid, use: 'sig' }),
      'shows its private part': () => ({ ...started.issuer.key.jwk, ...privatePart() }),
      'is no key': () => null,
    };
    const privatePart = () => started.issuer.key.privateKey.export({ format: 'jwk' });
    for (const [title, jwk] of Object.entries(unfit)) {
      it(title, async () => {
        const other = await createSigningKey();
        started.issuer.publish([jwk(), other.jwk]);
        const error = await refuse(started.token());
        expect(error).to.be.instanceOf(AuthorizationError);
        expect(error.status).to.equal(401);
      });
    }

    it('has an exponent of three, with which it could verify', async () => {
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

    it('has the kid of another', async () => {
      const other = await createSigningKey();
      started.issuer.publish([started.issuer.key.jwk, { ...other.jwk, kid: started.issuer.key.kid }]);
      await accept(started.token());
    });
  });

  it('without a key that can be used is as good as none', async () => {
    for (const keys of [[], [{ kty: 'EC' }], Array.from({ length: 101 }, () => started.issuer.key.jwk)]) {
      started.issuer.publish(keys);
      await expectUnavailable(started.token());
      started.pass(5);
    }
  });
});
