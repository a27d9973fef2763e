import { expect } from 'chai';
import { readConfig } from '../../src/config/read-config.ts';
import { botEnvironment } from '../support/bot-environment.ts';
import { settingsOf } from '../support/callers.ts';
import { contoso } from '../support/issuer.ts';
import { startApp } from '../support/start-app.ts';

const path = '/.well-known/ai-plugin.json';
const email = { AI_PLUGIN_CONTACT_EMAIL: 'repairs@example.com' };
const endpoints = {
  AI_PLUGIN_AUTHORIZATION_URL: 'https://issuer.example.com/authorize',
  AI_PLUGIN_TOKEN_URL: 'https://issuer.example.com/token',
};

const cases = {
  none: {
    env: { API_CALLERS: 'anonymous', ...settingsOf.anonymous },
    auth: { type: 'none' },
  },
  service_http: {
    env: { API_CALLERS: 'service', ...settingsOf.service },
    auth: { type: 'service_http', authorization_type: 'bearer', verification_tokens: {} },
  },
  oauth: {
    env: endpoints,
    auth: {
      type: 'oauth',
      client_url: endpoints.AI_PLUGIN_AUTHORIZATION_URL,
      scope: 'repairs_read repairs_write',
      authorization_url: endpoints.AI_PLUGIN_TOKEN_URL,
      authorization_content_type: 'application/x-www-form-urlencoded',
      verification_tokens: {},
    },
  },
} as const;

describe('the first plugin manifest', () => {
  it('is not served by default', async () => {
    const app = await startApp();
    expect((await fetch(app.url + path)).status).to.equal(404);
    await app.close();
  });

  for (const [AI_PLUGIN_AUTH, { env, auth }] of Object.entries(cases)) {
    it(`describes the API with auth ${AI_PLUGIN_AUTH}`, async () => {
      const app = await startApp({ env: { ...env, ...email, AI_PLUGIN_AUTH } });
      const response = await fetch(app.url + path);
      expect(response.status).to.equal(200);
      const manifest = (await response.json()) as { api: { url: string }; logo_url: string; legal_info_url: string };
      expect(manifest).to.deep.include({ schema_version: 'v1', auth, contact_email: 'repairs@example.com' });
      for (const address of [manifest.api.url, manifest.logo_url, manifest.legal_info_url]) {
        const { pathname } = new URL(address);
        expect((await fetch(app.url + pathname)).status, pathname).to.equal(200);
      }
      await app.close();
    });
  }
});

describe('the settings of the first plugin manifest', () => {
  const faultOf = (env: Readonly<Record<string, string>>): string => {
    try {
      readConfig({
        ...botEnvironment,
        PUBLIC_URL: 'http://127.0.0.1:3978',
        DATA_FOLDER: 'data',
        OAUTH_PROFILE: 'rfc9068',
        OAUTH_ISSUER: 'http://127.0.0.1:3980',
        OAUTH_AUDIENCE: 'api://repairs',
        OAUTH_JWKS_URI: 'http://127.0.0.1:3980/jwks',
        OAUTH_ALLOWED_TENANTS: contoso,
        ...env,
      });
      return '';
    } catch (fault) {
      return (fault as Error).message;
    }
  };

  const faults: readonly [string, Readonly<Record<string, string>>, RegExp][] = [
    [
      'an unknown auth',
      { AI_PLUGIN_AUTH: 'basic', ...email },
      /^AI_PLUGIN_AUTH is invalid: set it to one of off, none/,
    ],
    ['none without anonymous', { AI_PLUGIN_AUTH: 'none', ...email }, /^AI_PLUGIN_AUTH is invalid: .*anonymous/],
    [
      'service_http without service',
      { AI_PLUGIN_AUTH: 'service_http', ...email },
      /^AI_PLUGIN_AUTH is invalid: .*service/,
    ],
    ['no contact', { AI_PLUGIN_AUTH: 'oauth', ...endpoints }, /^AI_PLUGIN_CONTACT_EMAIL is not set/],
    [
      'oauth without endpoints',
      { AI_PLUGIN_AUTH: 'oauth', ...email },
      /^AI_PLUGIN_AUTHORIZATION_URL is not set.*\nAI_PLUGIN_TOKEN_URL is not set/,
    ],
    [
      'a contact without manifest',
      email,
      /^AI_PLUGIN_CONTACT_EMAIL is invalid: set it to nothing, because AI_PLUGIN_AUTH is not none, /,
    ],
  ];
  for (const [what, env, fault] of faults) {
    it(`reject ${what}`, () => {
      expect(faultOf(env)).to.match(fault);
    });
  }
});
