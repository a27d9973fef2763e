import { expect } from 'chai';
import type { OpenAPIV3 } from 'openapi-types';
import { readOpenApiDocument } from '../../src/api/openapi-document.ts';
import { toPublishedDocument } from '../../src/api/to-published-document.ts';
import { scopes } from '../../src/authorization/callers/principal.ts';

describe('the published contract', () => {
  const original = readOpenApiDocument();
  const publicUrl = 'https://repairs.example.com';
  const published = toPublishedDocument(original, {
    publicUrl,
    issuer: 'https://issuer.example.com',
    callers: ['person'],
  });

  it('contains no placeholders', () => {
    expect(JSON.stringify(published)).not.to.include('$' + '{{');
  });

  it('names this app and the discovery document of its issuer', () => {
    expect(published.servers).to.deep.equal([{ url: 'https://repairs.example.com/api' }]);
    const { repairsOAuth } = published.components?.securitySchemes ?? {};
    expect(repairsOAuth).to.include({
      type: 'openIdConnect',
      openIdConnectUrl: 'https://issuer.example.com/.well-known/openid-configuration',
    });
  });

  it('builds the discovery URL of an issuer that ends in a slash (OpenID Connect Discovery section 4.1)', () => {
    const { components } = toPublishedDocument(original, {
      publicUrl,
      issuer: 'https://issuer.example.com/repairs/',
      callers: ['person'],
    });
    expect(components?.securitySchemes?.repairsOAuth).to.include({
      openIdConnectUrl: 'https://issuer.example.com/repairs/.well-known/openid-configuration',
    });
  });

  it('requires the read scope for GET and the write scope for other methods', () => {
    for (const item of Object.values(published.paths)) {
      for (const [method, operation] of Object.entries(item ?? {}) as [string, OpenAPIV3.OperationObject][]) {
        expect(operation.security).to.deep.equal([{ repairsOAuth: [method === 'get' ? scopes[0] : scopes[1]] }]);
      }
    }
  });

  it('lists the permitted kinds of caller as alternatives', () => {
    const { paths, components } = toPublishedDocument(original, {
      publicUrl,
      issuer: 'https://issuer.example.com',
      callers: ['anonymous', 'service', 'application', 'opaque', 'person'],
    });
    const others = [{ repairsApplication: [] }, { repairsService: [] }];
    expect(paths['/repairs']?.get?.security).to.deep.equal([
      { repairsOAuth: ['repairs_read'] },
      { repairsOpaqueToken: ['repairs_read'] },
      ...others,
      {},
    ]);
    expect(paths['/repairs']?.post?.security).to.deep.equal([
      { repairsOAuth: ['repairs_write'] },
      { repairsOpaqueToken: ['repairs_write'] },
      ...others,
    ]);
    expect(components?.securitySchemes).to.have.all.keys(
      'repairsOAuth',
      'repairsOpaqueToken',
      'repairsApplication',
      'repairsService',
    );
    expect(components?.securitySchemes?.repairsService).to.include({ type: 'http', scheme: 'bearer' });
  });

  it('does not offer persons what only services may do', () => {
    const { paths, components } = toPublishedDocument(original, {
      publicUrl,
      issuer: 'https://issuer.example.com',
      callers: ['service'],
    });
    expect(paths['/repairs/{id}']?.patch?.security).to.deep.equal([{ repairsService: [] }]);
    expect(components?.securitySchemes).to.have.all.keys('repairsService');
  });

  it('leaves the original document unchanged', () => {
    expect(original).to.deep.equal(readOpenApiDocument());
  });
});
