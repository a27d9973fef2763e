import { expect } from 'chai';
import { toRequestParts } from '../../../../src/teams-host/page/flow-panel/request-parts.ts';

describe('the parts of a request', () => {
  it('are its method and URL, and its decoded query parameters', () => {
    expect(
      toRequestParts('GET http://127.0.0.1:3978/api/repairs?assignedTo=Karin%20Blair&state=[redacted]'),
    ).to.deep.equal({
      head: 'GET http://127.0.0.1:3978/api/repairs',
      parameters: [
        ['assignedTo', 'Karin Blair'],
        ['state', '[redacted]'],
      ],
    });
  });

  it('are the whole text if it has no URL or no query', () => {
    for (const request of ['Vault', 'List all repairs · assignedTo: What?', 'POST http://127.0.0.1:3980/token', '']) {
      expect(toRequestParts(request)).to.deep.equal({ head: request, parameters: [] });
    }
  });
});
