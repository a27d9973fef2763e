/** Bundles the page's three files in memory, from the sources in `../../page/` and the packages in node_modules. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';

export interface PageFiles {
  /** Served at `/`. */
  readonly html: string;
  /** Served at `/page.js`. */
  readonly js: Uint8Array;
  /** Served at `/page.css`. */
  readonly css: Uint8Array;
}

export interface BundledPage extends PageFiles {
  /** Absolute paths of the files that are part of it. */
  readonly inputs: readonly string[];
}

const folder = fileURLToPath(new URL('../../page/', import.meta.url));

/** Bundles and minifies the page without network access. @throws Error if the sources do not compile. */
export async function bundlePage(): Promise<BundledPage> {
  const [html, { outputFiles, metafile }] = await Promise.all([
    readFile(`${folder}page.html`, 'utf8'),
    build({
      absWorkingDir: folder,
      entryPoints: { page: 'main.tsx', style: 'page.css' },
      outdir: folder,
      write: false,
      metafile: true,
      bundle: true,
      minify: true,
      format: 'esm',
      target: 'es2024',
      jsx: 'automatic',
      legalComments: 'none',
      logLevel: 'silent',
      define: { 'process.env.NODE_ENV': '"production"' },
    }),
  ]);
  const contents = (end: string): Uint8Array => {
    const file = outputFiles.find(({ path }) => path.endsWith(end));
    if (file === undefined) {
      throw new Error(`The bundle of the page has no ${end}.`);
    }
    return file.contents;
  };
  return { html, js: contents('page.js'), css: contents('style.css'), inputs: toAbsolute(metafile) };
}

function toAbsolute({ inputs }: Metafile): readonly string[] {
  return Object.keys(inputs).map((input) => resolve(folder, input));
}
