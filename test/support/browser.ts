/** Starts a browser for tests: one installed on this machine or the one bundled with the development packages. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';

const launchArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
];
const launchTimeout = 30_000;

const usualPaths: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/google-chrome',
    '/opt/google/chrome/chrome',
    '/usr/bin/microsoft-edge',
    '/opt/microsoft/msedge/msedge',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
    .filter((folder) => folder !== undefined)
    .flatMap((folder) => [
      join(folder, 'Google/Chrome/Application/chrome.exe'),
      join(folder, 'Microsoft/Edge/Application/msedge.exe'),
    ]),
};

interface Candidate {
  readonly path: string;
  readonly env?: Record<string, string>;
}

/**
 * Starts a headless browser with an empty profile. If `CHROME_PATH` is set, only that program is tried; otherwise an
 * installed Chrome, Edge or Chromium, then the one in `@sparticuz/chromium` (Linux x64; selected by
 * `CHROME_PATH=bundled`).
 * @returns undefined if no browser starts; the reason is written to standard error, so that skipped tests are noticed.
 */
export async function launchBrowser(): Promise<Browser | undefined> {
  const refusals: string[] = [];
  for await (const { path, env } of candidates(refusals)) {
    try {
      return await chromium.launch({
        executablePath: path,
        args: launchArguments,
        timeout: launchTimeout,
        ...(env === undefined ? {} : { env: { ...(process.env as Record<string, string>), ...env } }),
      });
    } catch (error) {
      refusals.push(`${path}: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`);
    }
  }
  process.stderr.write(
    [
      '',
      '!! BROWSER TESTS ARE SKIPPED: no browser starts on this machine.',
      '!! Install Chrome, Edge or Chromium, or set CHROME_PATH to the program.',
      ...refusals.map((refusal) => `!!   ${refusal}`),
      '',
      '',
    ].join('\n'),
  );
  return undefined;
}

async function* candidates(refusals: string[]): AsyncGenerator<Candidate> {
  const named = process.env.CHROME_PATH ?? '';
  if (named !== '' && named !== 'bundled') {
    yield { path: named };
    return;
  }
  if (named === '') {
    for (const path of usualPaths[process.platform] ?? []) {
      if (existsSync(path)) {
        yield { path };
      }
    }
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    refusals.push(
      `the browser in @sparticuz/chromium: requires linux x64, this is ${process.platform} ${process.arch}`,
    );
    return;
  }
  try {
    const folder = await unpackBundledBrowser();
    const fonts = existsSync('/etc/fonts') ? {} : { FONTCONFIG_PATH: join(folder, 'fonts') };
    yield { path: join(folder, 'chromium'), env: fonts };
    yield { path: join(folder, 'chromium'), env: { ...fonts, LD_LIBRARY_PATH: join(folder, 'al2023/lib') } };
  } catch (error) {
    refusals.push(`the browser in @sparticuz/chromium: ${String(error)}`);
  }
}

/** Unpacks once, into a folder of this checkout; the package itself uses a fixed path in the shared temp folder. */
async function unpackBundledBrowser(): Promise<string> {
  const packed = join(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))), '../bin');
  const { version } = JSON.parse(await readFile(join(packed, '../package.json'), 'utf8')) as { version: string };
  const cache = join(packed, '../../../.cache');
  const folder = join(cache, `chromium-${version}`);
  if (existsSync(folder)) {
    return folder;
  }
  await mkdir(cache, { recursive: true });
  const unpacking = await mkdtemp(join(cache, 'unpacking-'));
  const temporary = process.env.TMPDIR;
  process.env.TMPDIR = unpacking;
  try {
    const { inflate } = await import('@sparticuz/chromium');
    await Promise.all(
      ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br'].map((name) => inflate(join(packed, name))),
    );
    await rename(unpacking, folder).catch(async (error: unknown) => {
      await rm(unpacking, { recursive: true, force: true });
      if (!existsSync(folder)) {
        throw error;
      }
    });
  } finally {
    if (temporary === undefined) {
      delete process.env.TMPDIR;
    } else {
      process.env.TMPDIR = temporary;
    }
  }
  return folder;
}
