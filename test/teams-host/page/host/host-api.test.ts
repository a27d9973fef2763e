import { expect } from 'chai';
import sinon from 'sinon';
import { createHostApi } from '../../../../src/teams-host/page/host/host-api.ts';
import { HostFault } from '../../../../src/teams-host/page/host/host-call.ts';

describe('the host API of the page', () => {
  const answering = (response: Response) =>
    sinon.stub<Parameters<typeof fetch>, Promise<Response>>().resolves(response);
  const failure = async (promise: Promise<unknown>): Promise<unknown> =>
    promise.then(
      () => undefined,
      (error) => error,
    );
  const { signal } = new AbortController();
  const query = { parameters: { assignedTo: 'Karin' } };

  it('posts a query as JSON to an encoded path', async () => {
    const fetch = answering(Response.json({ type: 'results', layout: 'list', results: [] }));
    await createHostApi(fetch).query('app', 'list repairs', query, signal);
    const [path, init] = fetch.firstCall.args;
    expect(path).to.equal('/api/apps/app/commands/list%20repairs');
    expect(init).to.deep.include({ method: 'POST', body: '{"parameters":{"assignedTo":"Karin"}}', signal });
    expect(init?.headers).to.deep.include({ 'Content-Type': 'application/json' });
  });

  it('encodes conversation ids', async () => {
    const fetch = answering(Response.json({ messages: [] }));
    await createHostApi(fetch).messages('19:a@thread.tacv2;messageid=1');
    expect(fetch.firstCall.args[0]).to.equal('/api/conversations/19%3Aa%40thread.tacv2%3Bmessageid%3D1/messages');
  });

  it('accepts an answer without a body', async () => {
    await createHostApi(answering(new Response(null, { status: 204 }))).signOut();
  });

  it('reports the problem detail of the host', async () => {
    const problem = Response.json({ title: 'Bad Request', detail: '"limit" must be a number.' }, { status: 400 });
    const error = await failure(createHostApi(answering(problem)).query('app', 'x', query, signal));
    expect(error).to.be.instanceOf(HostFault).with.property('message', '"limit" must be a number.');
  });

  it('reports the status if the host returns no problem detail', async () => {
    const error = await failure(createHostApi(answering(new Response('<html>', { status: 502 }))).session());
    expect(error).to.be.instanceOf(HostFault).with.property('message').that.includes('502');
  });

  it('reports that the host does not answer', async () => {
    const fetch = sinon.stub<Parameters<typeof globalThis.fetch>, Promise<Response>>().rejects(new TypeError('failed'));
    const error = await failure(createHostApi(fetch).session());
    expect(error).to.be.instanceOf(HostFault).with.property('message').that.includes('does not answer');
  });
});
