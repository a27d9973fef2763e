import { expect } from 'chai';
import { AppError, InvalidRequest } from '../../../src/foundation/errors.ts';
import { json, type Route } from '../../../src/foundation/http.ts';
import { type AppServer, createServer } from '../../../src/server/create-server.ts';
import { jsonBody } from '../../../src/server/json-body.ts';
import { type Refusing, runWithRefusal } from '../../../src/teams-host/connector/run-with-refusal.ts';
import { captureLog } from '../../support/capture-log.ts';

describe('runWithRefusal', () => {
  let server: AppServer;
  let url: string;

  const refusing: Route & Refusing = {
    method: 'POST',
    path: '/refusing',
    body: jsonBody(10),
    admit: async ({ query }) => {
      if (query.has('stranger')) {
        throw new AppError(401, 'unauthorized', 'No.');
      }
      return async () => {
        throw query.has('bug') ? new Error('a bug') : new InvalidRequest('No.');
      };
    },
    refuse: async (fault, { path }) =>
      fault instanceof AppError ? json(fault.status, { at: path, because: fault.code }) : undefined,
  };
  const plain: Route = {
    method: 'GET',
    path: '/plain',
    handler: async () => {
      throw new InvalidRequest('No.');
    },
  };

  before(async () => {
    server = createServer({
      name: 'test',
      routes: [refusing, plain],
      log: captureLog().log,
      now: () => new Date(),
      run: runWithRefusal,
    });
    ({ url } = await server.listen(0, '127.0.0.1'));
  });

  after(() => server.close());

  const post = async (body: string, type = 'application/json', query = ''): Promise<unknown> => {
    const headers = { 'Content-Type': type };
    const answer = await fetch(`${url}/refusing${query}`, { method: 'POST', headers, body });
    return [answer.status, await answer.json()];
  };
  const refused = (because: string) => ({ at: '/refusing', because });

  it('answers faults of the caller, the body and the handler in the form of the route', async () => {
    expect(await post('{}', 'application/json', '?stranger')).to.deep.equal([401, refused('unauthorized')]);
    expect(await post('{}')).to.deep.equal([400, refused('invalid_request')]);
    expect(await post('[1,2,3,4,5,6]')).to.deep.equal([413, refused('payload_too_large')]);
    expect(await post('{}', 'text/plain')).to.deep.equal([415, refused('unsupported_media_type')]);
  });

  it('leaves bugs and other routes to the server', async () => {
    expect((await fetch(`${url}/refusing?bug`, { method: 'POST' })).status).to.equal(500);
    const { status, headers } = await fetch(`${url}/plain`);
    expect(status).to.equal(400);
    expect(headers.get('Content-Type')).to.equal('application/problem+json');
  });
});
