import { expect } from 'chai';
import type { AuthorizationSettings } from '../../src/authorization/callers/authorization-settings.ts';
import { toProtectedResourceMetadata } from '../../src/authorization/protected-resource-metadata.ts';
import { contoso, fabrikam } from '../support/issuer.ts';

const settings: AuthorizationSettings = {
  callers: ['person'],
  profile: 'rfc9068',
  issuer: 'http://127.0.0.1:3980',
  audience: 'api://repairs',
  jwksUri: 'http://127.0.0.1:3980/jwks',
  allowedTenants: [contoso, fabrikam],
};

describe('the protected resource metadata (RFC 9728)', () => {
  it('lists the resource, its authorization server and scopes', () => {
    expect(toProtectedResourceMetadata(settings, 'https://repairs.example.com')).to.deep.equal({
      resource: 'https://repairs.example.com',
      resource_name: 'Repairs',
      authorization_servers: ['http://127.0.0.1:3980'],
      scopes_supported: ['repairs_read', 'repairs_write'],
      bearer_methods_supported: ['header'],
    });
  });

  it('lists one authorization server per allowed tenant if the issuer contains {tenantid}', () => {
    const issuer = 'https://login.microsoftonline.com/{tenantid}/v2.0';
    expect(toProtectedResourceMetadata({ ...settings, issuer }, 'https://repairs.example.com/')).to.deep.include({
      resource: 'https://repairs.example.com',
      authorization_servers: [
        `https://login.microsoftonline.com/${contoso}/v2.0`,
        `https://login.microsoftonline.com/${fabrikam}/v2.0`,
      ],
    });
  });

  it('names no authorization server if no caller with an access token is permitted', () => {
    const published = toProtectedResourceMetadata(
      { ...settings, callers: ['service', 'anonymous'] },
      'https://repairs.example.com',
    );
    expect(published).to.have.all.keys('resource', 'resource_name', 'bearer_methods_supported');
  });
});
