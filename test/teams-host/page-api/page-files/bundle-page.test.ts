import { expect } from 'chai';
import { bundlePage, type PageFiles } from '../../../../src/teams-host/page-api/page-files/bundle-page.ts';
import {
  toContentSecurityPolicy,
  toFrameOrigins,
} from '../../../../src/teams-host/page-api/page-files/content-security-policy.ts';

describe('the bundled page', () => {
  let page: PageFiles;
  before(async () => {
    page = await bundlePage();
  });

  it('loads its script, style sheet and icon from its own origin, and has no inline scripts or styles', () => {
    const addresses = [...page.html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address);
    expect(addresses).to.deep.equal(['/app/color.png', '/page.css', '/page.js']);
    expect(page.html).not.to.match(/<style|<script(?![^>]*src=)|\sstyle=|\son\w+=/);
  });

  it('loads no fonts or pictures from its style sheet', () => {
    expect(new TextDecoder().decode(page.css)).not.to.match(/url\(|@import|@font-face/);
  });

  it('is the production build, under 1.4 MB', () => {
    expect(page.js.length).to.be.within(100_000, 1_400_000);
    expect(new TextDecoder().decode(page.js)).not.to.include('react-dom.development');
  });
});

describe('the Content-Security-Policy of the page', () => {
  it('forbids inline scripts and styles, and calls to other origins', () => {
    const policy = toContentSecurityPolicy();
    expect(policy).not.to.include('unsafe');
    expect(policy).to.include("default-src 'none'").and.to.include("connect-src 'self'");
  });

  it('allows dialogs of the valid domains of apps, with https', () => {
    const domains = [
      'a.example.com',
      '*.b.example.com',
      'c.example.com:8443',
      'd.*.example.com',
      "x'; script-src *",
      '*',
    ];
    expect(toFrameOrigins(domains)).to.deep.equal([
      'https://a.example.com:*',
      'https://*.b.example.com:*',
      'https://c.example.com:*',
    ]);
    expect(toContentSecurityPolicy([], ['https://a.example.com:*'])).to.match(
      /frame-src [^;]* https:\/\/a\.example\.com:\*;/,
    );
  });

  it('allows pictures from loopback and the given origins', () => {
    expect(toContentSecurityPolicy(['https://pictures.example'])).to.match(
      /img-src 'self' data: http:\/\/127\.0\.0\.1:\* http:\/\/localhost:\* https:\/\/pictures\.example;/,
    );
  });
});
