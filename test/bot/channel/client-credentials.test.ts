import { expect } from 'chai';
import type { BotSettings } from '../../../src/bot/bot-settings.ts';
import { requestClientCredentials } from '../../../src/bot/channel/client-credentials.ts';

describe('the request for a token of the bot', () => {
  const channel = { loginUrl: 'https://login.example.com/contoso', connectorScope: 'https://api.example.com' };
  const settings = { appId: 'bot', password: 'secret', channel } as BotSettings;
  const ask = (status: number, body: unknown) =>
    requestClientCredentials({
      settings,
      http: { send: async () => ({ status, headers: {}, text: JSON.stringify(body) }), close: async () => undefined },
      timeout: 1000,
    }).catch((fault: Error) => fault.message);

  it('tells of a refusal its status and its code', async () => {
    expect(await ask(400, { error: 'invalid_client', error_description: 'private' })).to.equal(
      'status 400, invalid_client',
    );
  });

  for (const error of ['AADSTS7000215: the secret is "private"', 'private\nline', 'x'.repeat(65), '', 7, null, {}]) {
    it(`tells nothing that is no code, such as ${JSON.stringify(error).slice(0, 40)}`, async () => {
      expect(await ask(400, { error })).to.equal('status 400, no error code');
    });
  }
});
