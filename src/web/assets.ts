import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { NotFound } from '../foundation/errors.ts';
import type { Handler } from '../foundation/http.ts';

/** A file that the pages load. */
export interface Asset {
  /** Contains the version. */
  readonly url: string;
  /** For the `integrity` attribute (W3C Subresource Integrity). */
  readonly integrity: string;
  readonly isModule: boolean;
  readonly type: string;
  /** Digest of the content. */
  readonly version: string;
  readonly body: Uint8Array;
}

export interface Assets {
  readonly styles: Asset;
  /** Must run before `teamsJs`. */
  readonly blockRequests: Asset;
  /** The installed `@microsoft/teams-js`; defines `microsoftTeams`. */
  readonly teamsJs: Asset;
  readonly settings: Asset;
  readonly signInEnd: Asset;
  readonly repair: Asset;
  /** `/web/:name` */
  readonly handler: Handler;
}

/** Path of `handler` in `routes.ts`. */
const folder = '/web/';

/** Reads the files once at start. */
export function readAssets(): Assets {
  const files = new Map<string, Asset>();
  const add = (name: string, file: string | URL): Asset => {
    const body = readFileSync(file);
    const version = createHash('sha256').update(body).digest('base64url').slice(0, 12);
    const asset = {
      url: `${folder}${name}?v=${version}`,
      integrity: `sha384-${createHash('sha384').update(body).digest('base64')}`,
      isModule: name.endsWith('.js') && !classicScripts.includes(name),
      type: name.endsWith('.css') ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8',
      version,
      body,
    };
    files.set(name, asset);
    return asset;
  };
  const own = (name: string): Asset => add(name, new URL(`./public/${name}`, import.meta.url));
  own('teams-client.js');
  return {
    styles: own('page.css'),
    blockRequests: own('block-requests.js'),
    settings: own('settings.js'),
    signInEnd: own('sign-in-end.js'),
    repair: own('repair.js'),
    // `require` resolves to the UMD build, which browsers can run directly.
    teamsJs: add(teamsJsName, createRequire(import.meta.url).resolve('@microsoft/teams-js')),
    handler: createAssetHandler(files),
  };
}

const teamsJsName = 'teams-js.js';
const classicScripts: readonly string[] = ['block-requests.js', teamsJsName];

function createAssetHandler(files: ReadonlyMap<string, Asset>): Handler {
  return async ({ params: { name = '' }, query }) => {
    const asset = files.get(name);
    if (asset === undefined) {
      throw new NotFound('There is no such file.');
    }
    return {
      status: 200,
      headers: {
        'Content-Type': asset.type,
        // Modules import each other without a version, so such requests must be revalidated.
        'Cache-Control': query.get('v') === asset.version ? 'public, max-age=31536000, immutable' : 'no-cache',
        'Cross-Origin-Resource-Policy': 'same-origin',
      },
      body: asset.body,
    };
  };
}
