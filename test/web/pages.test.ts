import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { forget } from '../../src/chat/forget.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

const addresses = ['/', '/privacy', '/terms', '/settings', '/sign-in-end', '/repairs/1'];

describe('pages of the app', () => {
  let app: TestApp;
  const get = (path: string): Promise<Response> => fetch(new URL(path, app.url));

  before(async () => {
    app = await startApp({ env: { TEAMS_ORIGINS: 'https://teams.example.com' } });
  });

  after(() => app.close());

  for (const address of addresses) {
    describe(`GET ${address}`, () => {
      it('is HTML without inline scripts or styles', async () => {
        const answer = await get(address);
        const html = await answer.text();
        expect(answer.status).to.equal(200);
        expect(answer.headers.get('content-type')).to.equal('text/html; charset=utf-8');
        expect(html)
          .to.match(/^<!doctype html>\n<html lang="en">/)
          .and.not.match(/<style|\sstyle=|\son\w+=|javascript:|<script(?![^>]*\ssrc=)/i);
      });

      it('sends a strict content security policy, and keeps window.opener usable', async () => {
        const { headers } = await get(address);
        const policy = headers.get('content-security-policy') ?? '';
        expect(policy)
          .to.include("default-src 'none'; script-src 'self'; style-src 'self'")
          .and.include("base-uri 'none'; form-action 'none'")
          .and.not.include('unsafe');
        expect(headers.has('cross-origin-opener-policy')).to.equal(false);
        expect(headers.has('x-frame-options')).to.equal(false);
        expect(headers.get('x-content-type-options')).to.equal('nosniff');
        expect(headers.has('set-cookie')).to.equal(false);
        expect(await (await get(address)).text()).not.to.include('noopener');
      });

      it('references only files that exist, which browsers may cache for a year', async () => {
        const html = await (await get(address)).text();
        const paths = [...html.matchAll(/(?:src|href)="(\/web\/[^"]+)"/g)].map(([, path = '']) => path);
        expect(paths).not.to.deep.equal([]);
        for (const path of paths) {
          const answer = await get(path);
          expect(answer.status, path).to.equal(200);
          expect(answer.headers.get('cache-control')).to.equal('public, max-age=31536000, immutable');
          expect(answer.headers.get('content-type')).to.match(/^text\/(javascript|css); charset=utf-8$/);
        }
      });
    });
  }

  it('allows Teams and the configured origins to frame the pages that talk to Teams', async () => {
    for (const address of ['/settings', '/sign-in-end']) {
      const policy = (await get(address)).headers.get('content-security-policy') ?? '';
      expect(policy)
        .to.match(/frame-ancestors https:\/\/\*\.cloud\.microsoft https:\/\/teams\.microsoft\.com /)
        .and.match(/ https:\/\/teams\.example\.com$/);
    }
  });

  it('forbids framing of the other pages', async () => {
    for (const address of ['/', '/privacy', '/terms', '/repairs/1']) {
      expect((await get(address)).headers.get('content-security-policy')).to.match(/frame-ancestors 'none'$/);
    }
  });

  it('pins teams-js to the installed copy with a matching integrity hash', async () => {
    const html = await (await get('/settings')).text();
    const [, path = '', integrity] = /<script defer src="(\/web\/teams-js[^"]+)" integrity="([^"]+)">/.exec(html) ?? [];
    const served = Buffer.from(await (await get(path)).arrayBuffer());
    const installed = new URL('../../node_modules/@microsoft/teams-js/dist/umd/MicrosoftTeams.min.js', import.meta.url);
    expect(served.equals(readFileSync(installed))).to.equal(true);
    expect(integrity).to.equal(`sha384-${createHash('sha384').update(served).digest('base64')}`);
  });

  it('serves the same page for every repair id', async () => {
    const first = await (await get('/repairs/1')).text();
    for (const id of ['2', 'nobody-has-this', '%3Cscript%3Ealert(1)%3C%2Fscript%3E', '%00', 'x'.repeat(2000)]) {
      expect(await (await get(`/repairs/${id}`)).text(), id).to.equal(first);
    }
  });

  it('does not reflect query parameters in the page', async () => {
    const plain = await (await get('/sign-in-end')).text();
    expect(await (await get('/sign-in-end?code=123456&error=%3Cb%3E&error_description=Call%20us')).text()).to.equal(
      plain,
    );
  });

  it('say in the privacy page how to delete what is stored, in words that the bot and the settings understand', async () => {
    const privacy = (await (await get('/privacy')).text()).replace(/\s+/g, ' ');
    expect(privacy).to.include(`Write <strong>${forget.names[0]}</strong>`);
    const [, button = ''] = /id="forget"[^>]*>([^<]+)</.exec(await (await get('/settings')).text()) ?? [];
    expect(privacy).to.include(`<strong>${button}</strong>`);
    for (const stored of ['your settings', 'your question', 'your id with the repairs']) {
      expect(privacy.toLowerCase()).to.include(stored);
    }
  });

  it('sends no-cache for files requested without their version', async () => {
    const { headers } = await get('/web/teams-client.js');
    expect(headers.get('cache-control')).to.equal('no-cache');
    expect((await get('/web/teams-client.js?v=other')).headers.get('cache-control')).to.equal('no-cache');
  });

  for (const name of ['missing.js', '..%2Fassets.ts', '%2e%2e%2fassets.ts', '__proto__', 'constructor']) {
    it(`answers 404 to GET /web/${name}`, async () => {
      expect((await get(`/web/${name}`)).status).to.equal(404);
    });
  }

  it('answers 405 to other methods', async () => {
    const answer = await fetch(new URL('/settings', app.url), { method: 'POST' });
    expect(answer.status).to.equal(405);
  });
});
