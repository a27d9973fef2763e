import type { Handler } from '../foundation/http.ts';
import { type Asset, readAssets } from './assets.ts';
import { standalonePolicy, toTeamsPolicy } from './content-security-policy.ts';
import { aboutPage, privacyPage, termsPage } from './pages/about-pages.ts';
import { repairPage } from './pages/repair-page.ts';
import { settingsPage } from './pages/settings-page.ts';
import { signInEndPage } from './pages/sign-in-end-page.ts';
import { type PageContent, toPage } from './to-page.ts';

/** The pages of the app; `routes.ts` has their addresses. */
export interface Pages {
  readonly about: Handler;
  readonly privacy: Handler;
  readonly terms: Handler;
  readonly settings: Handler;
  readonly signInEnd: Handler;
  /** The page that a link to a repair opens in a browser. */
  readonly repair: Handler;
  /** Styles and scripts. */
  readonly asset: Handler;
}

export interface PagesOptions {
  /** Origins of additional Teams clients that may embed the pages. */
  readonly teamsOrigins: readonly string[];
}

/** Renders the pages once, because they do not depend on the request. */
export function createPages({ teamsOrigins }: PagesOptions): Pages {
  const { styles, blockRequests, teamsJs, settings, signInEnd, repair, handler } = readAssets();
  const standalone = (content: Pick<PageContent, 'title' | 'main' | 'scripts'>): Handler =>
    toHandler(toPage({ ...content, styles }), standalonePolicy);
  const inTeams = (content: Pick<PageContent, 'title' | 'main'>, script: Asset): Handler =>
    toHandler(
      toPage({ ...content, styles, scripts: [blockRequests, teamsJs, script], teamsOrigins }),
      toTeamsPolicy(teamsOrigins),
    );
  return {
    about: standalone(aboutPage),
    privacy: standalone(privacyPage),
    terms: standalone(termsPage),
    settings: inTeams(settingsPage, settings),
    signInEnd: inTeams(signInEndPage, signInEnd),
    repair: standalone({ ...repairPage, scripts: [repair] }),
    asset: handler,
  };
}

function toHandler(html: string, policy: string): Handler {
  const answer = {
    status: 200,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': policy,
      'Cache-Control': 'no-cache',
    },
    body: html,
  };
  return async () => answer;
}
