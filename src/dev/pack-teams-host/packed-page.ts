import { readFile } from 'node:fs/promises';
import type { PageFiles } from '../../teams-host/page-api/page-files/bundle-page.ts';

/** Takes the place of `bundlePage` in the packed host, which contains the page as it was bundled. */
export async function bundlePage(): Promise<PageFiles> {
  const read = (name: string): Promise<Buffer> => readFile(new URL(`./page/${name}`, import.meta.url));
  const [html, js, css] = await Promise.all([read('page.html'), read('page.js'), read('page.css')]);
  return { html: html.toString(), js, css };
}
