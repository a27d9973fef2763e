import { join } from 'node:path';
import { expect } from 'chai';
import { isServiceToken, toServiceTokenHash } from '../../src/authorization/service-tokens/service-token.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { contoso } from '../../src/dev/authorization-server/people/people.ts';
import { botEnvironment } from '../support/bot-environment.ts';
import { runMain } from '../support/run-main.ts';

const entry = join(import.meta.dirname, '../../src/dev/run-access-token.ts');

async function run(...args: readonly string[]) {
  const command = runMain(entry, {}, [], args);
  return { code: await command.exited, output: command.output(), faults: command.faults() };
}

/** Runs a call and returns its output, which contains no token, code, cookie or secret. */
async function call(...args: readonly string[]): Promise<string> {
  const { code, output, faults } = await run('call', '--as', ...args);
  expect([code, faults]).to.deep.equal([0, '']);
  expect(output).to.not.match(/eyJ|rpr_|Bearer [\w-]{20}|Basic \w{8}|(?:code|state|verifier|cookie\S*)=[\w-]{20}/i);
  return output;
}

describe('npm run access-token', () => {
  it('generates a service token with its digest, as the settings of the app take it', async () => {
    const { code, output } = await run('generate', '--id', 'reports', '--right', 'read');
    expect(code).to.equal(0);
    const [token = ''] = /rpr_\S+/.exec(output) ?? [];
    expect(isServiceToken(token)).to.equal(true);
    const [setting] = /reports:read:[\da-f]{64}/.exec(output) ?? [];
    expect(setting).to.equal(`reports:read:${toServiceTokenHash(token)}`);
    const config = readConfig({
      ...botEnvironment,
      PUBLIC_URL: 'https://repairs.example.com',
      DATA_FOLDER: 'data',
      OAUTH_PROFILE: 'rfc9068',
      OAUTH_ISSUER: 'https://issuer.example.com',
      OAUTH_AUDIENCE: 'api://repairs',
      OAUTH_JWKS_URI: 'https://issuer.example.com/jwks',
      OAUTH_ALLOWED_TENANTS: contoso.id,
      API_CALLERS: 'person,service',
      SERVICE_TOKENS: setting,
      SERVICE_TENANT: contoso.id,
    });
    expect(config.authorization.services?.tokens).to.deep.equal([
      { id: 'reports', right: 'read', sha256: toServiceTokenHash(token) },
    ]);
  });

  it('prints another token each time', async () => {
    const tokens = await Promise.all([run('generate'), run('generate')]);
    expect(new Set(tokens.map(({ output }) => /rpr_\S+/.exec(output)?.[0])).size).to.equal(2);
  });

  it('calls the API as a person, from the authorization request to the answer', async () => {
    const output = await call('person', '--path', '/api/repairs/1');
    expect(output).to.match(
      /Authorization request[\s\S]+Sign-in page, as Karin Blair[\s\S]+Consent page[\s\S]+Token request[\s\S]+"scope": "repairs_read repairs_write"[\s\S]+Call of the API\n {2}> GET \S+\/api\/repairs\/1\n[\s\S]+< 200\n/,
    );
  });

  it('calls the API as an application', async () => {
    const output = await call('application');
    expect(output).to.match(
      /grant_type=client_credentials&scope=api:\/\/repairs\/\.default\n[\s\S]+"Repairs\.ReadWrite\.All"[\s\S]+Call of the API\n[\s\S]+< 200\n/,
    );
  });

  it('calls the API as a service, also to write', async () => {
    const repair = JSON.stringify({ title: 'Wipers', description: 'Front', assignedTo: 'Karin Blair' });
    const output = await call('service', '--method', 'POST', '--body', repair);
    expect(output).to.match(/"service": "demo-service"[\s\S]+> POST \S+\/api\/repairs\n[\s\S]+< 201\n/);
  });

  it('explains wrong arguments', async () => {
    const { code, output, faults } = await run('call', '--as', 'nobody');
    expect([code, output]).to.deep.equal([1, '']);
    expect(faults).to.match(/^--as must be one of person, opaque, application, service\.\nUsage: /);
  });
});
