import { expect } from 'chai';
import { createPageRoute } from '../../../src/teams-host/page-api/page-route.ts';

describe('a page route', () => {
  const route = createPageRoute({ own: () => () => Promise.reject(new Error('not called')) });

  it('has the method and path of its endpoint, and a body if it is a POST', () => {
    expect(route('GET /api/conversations', () => ({ conversations: [] }))).to.include({ method: 'GET' });
    expect(route('POST /api/sign-out', () => {}))
      .to.deep.include({ method: 'POST', path: '/api/sign-out' })
      .and.to.have.nested.property('body.type', 'application/json');
  });

  it('rejects at compile time a handler that returns another type than its endpoint', () => {
    // @ts-expect-error: a session has people and apps
    route('GET /api/session', () => ({ user: 'Karin Blair' }));
    // @ts-expect-error: signing out returns nothing
    route('POST /api/sign-out', () => ({ done: true }));
    // @ts-expect-error: a query never answers with a dialog
    route('POST /api/apps/:appId/commands/:commandId', () => ({ type: 'dialogMessage', text: 'Hello' }));
  });
});
